import type { StackRetention } from '../props/sizes';
import { primaryDatabase, Template, TemplateResource } from './Template';

/**
 * Switches on what a retention promises in the template of a complete stack: see `isSettled` of TapStackProps. An
 * explicit `Delete` marks the resources whose policy depends on the retention (`applyRetention`). Templates of releases
 * in which only the database was settled have the policies of the other resources already.
 *
 * @returns the same template if nothing has to change
 * @public
 */
export function settle<T extends Template>(
  template: T,
  retention: StackRetention,
): T {
  const database = primaryDatabase(template);
  if (!database || retention === 'destroy') {
    return template;
  }
  const settleResource =
    retention === 'retain' ? settleRetained : settleWithSnapshot;
  return {
    ...template,
    Resources: Object.fromEntries(
      Object.entries(template.Resources!).map(([logicalId, resource]) => [
        logicalId,
        settleResource(resource, logicalId === database),
      ]),
    ),
  };
}

function settleWithSnapshot(
  resource: TemplateResource,
  isDatabase: boolean,
): TemplateResource {
  if (isDatabase) {
    return { ...resource, DeletionPolicy: 'Snapshot' };
  }
  // Without the key, the snapshot is unreadable.
  return resource.Type === 'AWS::KMS::Key' ? keep(resource) : resource;
}

function settleRetained(
  resource: TemplateResource,
  isDatabase: boolean,
): TemplateResource {
  if (isDatabase) {
    return {
      ...keep(resource),
      Properties: {
        ...resource.Properties,
        DeleteAutomatedBackups: false,
        DeletionProtection: true,
      },
    };
  }
  const isReplica = resource.Type === 'AWS::RDS::DBInstance';
  return isReplica ? resource : keep(resource);
}

function keep(resource: TemplateResource): TemplateResource {
  return resource.DeletionPolicy === 'Delete'
    ? { ...resource, DeletionPolicy: 'RetainExceptOnCreate' }
    : resource;
}
