import { ResourceRecord, StackRecord } from './StackRecord';
import { validationError } from './validationError';

/** The action of an update on a resource. */
export type PolicyAction = 'Update:Modify' | 'Update:Replace' | 'Update:Delete';

interface Statement {
  Effect: 'Allow' | 'Deny';
  Principal?: string;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/**
 * Returns why the stack policy denies an update of a resource, or undefined if
 * it is allowed. Without a statement everything is allowed; with one, only what
 * a statement allows and no statement denies.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 *
 * The message quotes actions and resources as they are in the statement:
 * https://github.com/Kotaimen/awscfncli/blob/master/README.md
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
  const statements = parsePolicy(body);
  if (statements.length === 0) {
    return undefined;
  }
  const matching = statements
    .map((statement, index) => ({ statement, number: index + 1 }))
    .filter(({ statement }) => applies(statement, resource, action));
  const deny = matching.find(({ statement }) => statement.Effect === 'Deny');
  if (deny) {
    const { Action, NotAction, Resource, NotResource } = deny.statement;
    return `Action denied by stack policy: Statement [#${
      deny.number
    }] does not allow [${listed(Action ?? NotAction)}] for resource [${listed(
      Resource ?? NotResource,
    )}];`;
  }
  return matching.length > 0
    ? undefined
    : `Action not allowed by stack policy: no statement allows [${action}] for resource [${resource.logicalId}]`;
}

/**
 * Validates a stack policy. A policy without statements is valid.
 *
 * The rules are those of answers of AWS that LocalStack recorded:
 * https://github.com/localstack/localstack/blob/main/tests/aws/services/cloudformation/api/test_stack_policies.py
 *
 * @throws AwsError `ValidationError`
 */
export function checkPolicy(body: string): void {
  parsePolicy(body);
}

function parsePolicy(body: string): Statement[] {
  const statements = readStatements(body);
  if (!statements?.every(isValid)) {
    throw validationError(
      'Error validating stack policy: Invalid stack policy',
    );
  }
  return statements;
}

/** @returns undefined if the policy is not a JSON object */
function readStatements(body: string): Statement[] | undefined {
  try {
    const { Statement = [] } = JSON.parse(body) as {
      Statement?: Statement | Statement[];
    };
    return [Statement].flat();
  } catch {
    return undefined;
  }
}

function isValid({ Effect, Principal, Action, NotAction }: Statement): boolean {
  return (
    /^(Allow|Deny)$/.test(Effect) &&
    Principal === '*' &&
    [Action ?? NotAction ?? []]
      .flat()
      .every(action => /^(Update:(Modify|Replace|Delete|\*)|\*)$/i.test(action))
  );
}

function listed(values: string | string[] = []): string {
  return [values].flat().join(', ');
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
