import { Authorizer } from '../iam/Authorizer';
import { AwsError } from '../protocol/AwsError';
import { OperationContext, Service } from '../protocol/ServiceOperations';
import { strings } from './filters';

/** Values of a condition key in a request. */
interface ContextEntry {
  ContextKeyName: string;
  ContextKeyType: string;
  ContextKeyValues?: string[];
}

/**
 * IAM: the simulation of policies.
 *
 * @param iam - undefined if the sandbox does not enforce IAM; everything is then allowed
 */
export function iamService(iam?: Authorizer): Service {
  return {
    name: 'iam',
    protocol: 'query',
    version: '2010-05-08',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    permissions: (_operation, { PolicySourceArn }) => ({
      resources: { 'iam:role': [{ arn: String(PolicySourceArn) }] },
    }),
    operations: {
      // https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
      SimulatePrincipalPolicy: async (params, ctx) => {
        const roleArn = String(params.PolicySourceArn);
        const context = contextOf(params.ContextEntries);
        const resources = strings(params.ResourceArns ?? ['*']);
        checkRole(iam, roleArn, ctx);
        return {
          EvaluationResults: strings(params.ActionNames).flatMap(action =>
            resources.map(resource => ({
              EvalActionName: action,
              EvalResourceName: resource,
              EvalDecision: decide(iam, roleArn, { action, resource, context }),
              MatchedStatements: [],
              MissingContextValues: [],
            })),
          ),
          IsTruncated: false,
        };
      },
    },
  };
}

function decide(
  iam: Authorizer | undefined,
  roleArn: string,
  request: Parameters<Authorizer['simulate']>[1],
): string {
  const decision = iam ? iam.simulate(roleArn, request) : 'allow';
  return decision === 'allow' ? 'allowed' : decision;
}

function checkRole(
  iam: Authorizer | undefined,
  roleArn: string,
  { accountId }: OperationContext,
): void {
  if (iam && !iam.hasRole(roleArn)) {
    throw new AwsError(
      'NoSuchEntity',
      `The role with name ${roleArn
        .split('/')
        .pop()} cannot be found in account ${accountId}.`,
      404,
    );
  }
}

/** The query protocol sends an empty list as an empty string. */
function listOf<T>(value: unknown): T[] {
  return Array.isArray(value) ? value : [];
}

function contextOf(entries: unknown): Record<string, string | string[]> {
  return Object.fromEntries(
    listOf<ContextEntry>(entries).map(
      ({ ContextKeyName, ContextKeyType, ContextKeyValues = [] }) => [
        ContextKeyName,
        ContextKeyType.endsWith('List')
          ? ContextKeyValues
          : ContextKeyValues[0] ?? '',
      ],
    ),
  );
}
