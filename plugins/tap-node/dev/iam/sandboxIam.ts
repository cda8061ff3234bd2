import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { IamOptions, PolicyDocument } from '@tap/sandbox';
import type { IamDocuments } from './IamDocument';
import { EXAMPLE_NAMES, iamArnOf } from './IamNames';

const FOLDER = resolve(__dirname, '../../../../docs/iam');

/** A sandbox that enforces docs/iam, and the target that fits to it. */
export interface SandboxIam {
  iam: IamOptions;
  /** Of `tap.targets[]` in app-config. */
  target: {
    serviceRoleArn: string;
    permissionsBoundaryArn: string;
    rolePath: string;
  };
  /** ARN of the portal's role. */
  portalRoleArn: string;
}

/**
 * The roles of docs/iam/*.json in an account of the sandbox. Calls with the account as access key ID are those of the
 * portal's role, because the engine uses placeholders as credentials for the sandbox.
 *
 * @param accountId - twelve digits
 */
export function sandboxIam(accountId: string): SandboxIam {
  const names = { ...EXAMPLE_NAMES, accountId };
  const read = (name: keyof IamDocuments): PolicyDocument =>
    JSON.parse(
      readFileSync(resolve(FOLDER, `${name}.json`), 'utf8').replaceAll(
        EXAMPLE_NAMES.accountId,
        accountId,
      ),
    );
  const portalRoleArn = iamArnOf(names, 'role/tap-portal');
  const serviceRoleArn = iamArnOf(names, `role/${names.serviceRole}`);
  return {
    iam: {
      roles: [
        {
          arn: portalRoleArn,
          policies: [read('portal-role')],
          trust: read('portal-role-trust'),
        },
        {
          arn: serviceRoleArn,
          policies: [read('service-role')],
          trust: read('service-role-trust'),
        },
      ],
      callers: { [accountId]: portalRoleArn },
    },
    target: {
      serviceRoleArn,
      permissionsBoundaryArn: iamArnOf(names, `policy/${names.boundary}`),
      rolePath: names.rolePath,
    },
    portalRoleArn,
  };
}
