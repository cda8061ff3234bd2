import { ResourceRecord, StackRecord } from './StackRecord';
import { validationError } from './validationError';

/** The action of an update on a resource. */
export type PolicyAction = 'Update:Modify' | 'Update:Replace' | 'Update:Delete';

interface Statement {
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/**
 * Returns why the stack policy denies an update of a resource, or undefined if
 * it is allowed. Without a policy everything is allowed; with one, only what a
 * statement allows and no statement denies.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
export function deniedByPolicy(
  stack: StackRecord,
  resource: Pick<ResourceRecord, 'logicalId' | 'type'>,
  action: PolicyAction,
): string | undefined {
  const body = stack.operation?.policyDuringUpdate ?? stack.policy;
  if (body === undefined) {
    return undefined;
  }
  const matching = parsePolicy(body)
    .map((statement, index) => ({ statement, number: index + 1 }))
    .filter(({ statement }) => applies(statement, resource, action));
  const deny = matching.find(({ statement }) => statement.Effect === 'Deny');
  if (deny) {
    return `Action denied by stack policy: Statement [#${deny.number}] does not allow [${action}] for resource [${resource.logicalId}]`;
  }
  return matching.length > 0
    ? undefined
    : `Action not allowed by stack policy: no statement allows [${action}] for resource [${resource.logicalId}]`;
}

/**
 * Validates a stack policy.
 *
 * @throws AwsError `ValidationError`
 */
export function checkPolicy(body: string): void {
  parsePolicy(body);
}

function parsePolicy(body: string): Statement[] {
  let parsed: { Statement?: Statement | Statement[] };
  try {
    parsed = JSON.parse(body);
  } catch {
    throw validationError(
      'Error validating stack policy: Invalid stack policy',
    );
  }
  const statements = [parsed?.Statement ?? []].flat();
  const valid =
    statements.length > 0 &&
    statements.every(({ Effect }) => Effect === 'Allow' || Effect === 'Deny');
  if (!valid) {
    throw validationError(
      'Error validating stack policy: Invalid stack policy',
    );
  }
  return statements;
}

function applies(
  statement: Statement,
  { logicalId, type }: Pick<ResourceRecord, 'logicalId' | 'type'>,
  action: PolicyAction,
): boolean {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const target = `LogicalResourceId/${logicalId}`;
  return (
    (Action === undefined || anyMatches(Action, action)) &&
    (NotAction === undefined || !anyMatches(NotAction, action)) &&
    (Resource === undefined || anyMatches(Resource, target)) &&
    (NotResource === undefined || !anyMatches(NotResource, target)) &&
    (Condition === undefined || conditionHolds(Condition, type))
  );
}

function conditionHolds(
  condition: NonNullable<Statement['Condition']>,
  type: string,
): boolean {
  return Object.entries(condition).every(([operator, { ResourceType = [] }]) =>
    operator === 'StringEquals'
      ? [ResourceType].flat().includes(type)
      : anyMatches(ResourceType, type),
  );
}

function anyMatches(patterns: string | string[], text: string): boolean {
  return [patterns].flat().some(pattern => {
    const source = pattern
      .split('*')
      .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${source}$`, 'i').test(text);
  });
}
