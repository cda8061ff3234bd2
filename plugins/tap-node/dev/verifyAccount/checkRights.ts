import {
  IAMClient,
  SimulatePrincipalPolicyCommand,
  type EvaluationResult,
} from '@aws-sdk/client-iam';
import { iamDocuments } from '../iam/iamDocuments';
import type { IamPolicyDocument } from '../iam/IamDocument';
import { EXAMPLE_NAMES, type IamNames } from '../iam/IamNames';
import type { Finding } from './AccountReport';
import { simulationsOf, type Simulation } from './simulationsOf';
import type { Check, VerifiedAccount } from './VerifiedAccount';

/** Most denied requests in a message. */
const MOST = 5;

/** Checks that the roles allow what the generated documents of docs/iam allow, by simulation of their policies. */
export const checkRights: Check = async account => {
  const { iam, portalRole, target } = account;
  const names = namesOf(account);
  const documents = await iamDocuments(names);
  return [
    await rightsOf('portal-role', portalRole?.arn),
    await rightsOf('service-role', target.serviceRoleArn),
    boundaryFinding(),
  ];

  async function rightsOf(
    document: 'portal-role' | 'service-role',
    roleArn: string | undefined,
  ): Promise<Finding> {
    if (roleArn === undefined) {
      return {
        check: 'rights',
        subject: document,
        status: 'skipped',
        message: 'app-config names no role',
      };
    }
    return {
      check: 'rights',
      subject: roleArn,
      ...(await roleFinding(iam, roleArn, document, documents[document])),
    };
  }

  function boundaryFinding(): Finding {
    const finding = { check: 'rights', subject: 'boundary' } as const;
    const { permissionsBoundaryArn, serviceRoleArn } = target;
    if (!serviceRoleArn) {
      return {
        ...finding,
        status: 'skipped',
        message: 'app-config names no service role',
      };
    }
    return permissionsBoundaryArn
      ? {
          ...finding,
          status: 'passed',
          message: `The roles of stacks have the boundary ${permissionsBoundaryArn}`,
        }
      : {
          ...finding,
          status: 'failed',
          message:
            'The roles of stacks have no permissions boundary, and the documents of docs/iam allow roles only with one',
          remedy: 'Set tap.targets[].permissionsBoundaryArn.',
        };
  }
};

type Outcome = Pick<Finding, 'status' | 'message' | 'remedy'>;

async function roleFinding(
  iam: IAMClient,
  roleArn: string,
  document: string,
  policy: IamPolicyDocument,
): Promise<Outcome> {
  const results: EvaluationResult[] = [];
  try {
    for (const simulation of simulationsOf(policy)) {
      results.push(...(await simulate(iam, roleArn, simulation)));
    }
  } catch (error) {
    return {
      status: 'failed',
      message: `The policies cannot be simulated: ${(error as Error).message}`,
      remedy: `Check that the role exists, and run the command with credentials that may call iam:SimulatePrincipalPolicy on it: only this check with --only rights.`,
    };
  }
  const denied = results
    .filter(({ EvalDecision }) => EvalDecision !== 'allowed')
    .map(
      ({ EvalActionName, EvalResourceName }) =>
        `${EvalActionName} on ${EvalResourceName}`,
    );
  return denied.length === 0
    ? {
        status: 'passed',
        message: `The role allows all ${results.length} requests of docs/iam/${document}.json`,
      }
    : {
        status: 'failed',
        message: `The role does not allow ${denied.length} of ${
          results.length
        } requests of docs/iam/${document}.json: ${denied
          .slice(0, MOST)
          .join(', ')}${denied.length > MOST ? ', …' : ''}`,
        remedy: `Deploy docs/iam/roles.yaml again, and check service control policies: see docs/IAM.md.`,
      };
}

async function simulate(
  iam: IAMClient,
  roleArn: string,
  { actions, context, resources }: Simulation,
): Promise<EvaluationResult[]> {
  const found: EvaluationResult[] = [];
  let marker: string | undefined;
  do {
    const page = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: roleArn,
        ActionNames: actions,
        ...(resources.length > 0 && { ResourceArns: resources }),
        ContextEntries: context,
        Marker: marker,
      }),
    );
    found.push(...(page.EvaluationResults ?? []));
    marker = page.IsTruncated ? page.Marker : undefined;
  } while (marker);
  return found;
}

/** The names of the account in the documents. */
function namesOf({ portalRole, target }: VerifiedAccount): IamNames {
  const { accountId, permissionsBoundaryArn, region, rolePath } = target;
  const serviceRoleArn = target.serviceRoleArn ?? '';
  return {
    ...EXAMPLE_NAMES,
    partition:
      (serviceRoleArn || portalRole?.arn || '').split(':')[1] ??
      EXAMPLE_NAMES.partition,
    accountId,
    region,
    externalId: portalRole?.externalId ?? EXAMPLE_NAMES.externalId,
    rolePath: rolePath ?? '/',
    serviceRole: nameIn(serviceRoleArn) ?? EXAMPLE_NAMES.serviceRole,
    boundary: nameIn(permissionsBoundaryArn) ?? EXAMPLE_NAMES.boundary,
  };
}

/** Path and name in the ARN of a role or policy. */
function nameIn(arn: string | undefined): string | undefined {
  return arn?.split(/:(?:role|policy)\//)[1];
}
