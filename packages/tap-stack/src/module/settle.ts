import type { StackRetention } from '../props/sizes';
import { primaryDatabase, Template } from './Template';

/**
 * Switches on, in the template of a complete stack, what its retention promises and a creation must not have yet: see
 * `deletionProtection` and `finalSnapshot` of TapStackProps.
 *
 * @returns the same template if nothing has to change
 * @public
 */
export function settle<T extends Template>(
  template: T,
  retention: StackRetention,
): T {
  const logicalId = primaryDatabase(template);
  if (!logicalId || retention === 'destroy') {
    return template;
  }
  const database = template.Resources![logicalId];
  const settled =
    retention === 'snapshot'
      ? { ...database, DeletionPolicy: 'Snapshot' }
      : {
          ...database,
          Properties: { ...database.Properties, DeletionProtection: true },
        };
  return {
    ...template,
    Resources: { ...template.Resources, [logicalId]: settled },
  };
}
