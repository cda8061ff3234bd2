import { awsPartition } from '@tap/plugin-tap-common';
import { Target } from '../config';
import { Cause } from '../watch';

/** CloudFormation's reason if the script of an association failed or did not end. It does not contain the cause. */
const NOT_STABILIZED = /did not stabilize/;

/**
 * Describes why an association of State Manager failed, as far as CloudFormation reports it, and where the cause is. The
 * resource provider gives the same reason for a script that failed and for one that it no longer waited for:
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-ssm/blob/master/aws-ssm-association/src/main/java/com/amazonaws/ssm/association/InProgressHandler.java
 *
 * @returns undefined for another cause
 */
export function describeAssociation(
  { physicalId, reason, resourceType, seconds }: Cause,
  target: Pick<Target, 'endpoint' | 'region'>,
): string | undefined {
  if (
    resourceType !== 'AWS::SSM::Association' ||
    !NOT_STABILIZED.test(reason)
  ) {
    return undefined;
  }
  return [
    `CloudFormation waited ${minutes(seconds)} for its script.`,
    `The output of the script, with the cause, is in Systems Manager, State Manager, execution history of the association${
      physicalId === undefined ? '' : ` ${physicalId}`
    }${consoleUrl(physicalId, target)}.`,
    'If CloudFormation waited for 30 minutes, the script did not end: usually, the bastion does not run or lacks a permission, such as secretsmanager:PutSecretValue in the permissions boundary of the roles.',
  ].join(' ');
}

function minutes(seconds: number): string {
  const count = Math.round(seconds / 60);
  if (count === 0) {
    return 'less than a minute';
  }
  return count === 1 ? 'a minute' : `${count} minutes`;
}

/** The sandbox has no console. */
function consoleUrl(
  associationId: string | undefined,
  { endpoint, region }: Pick<Target, 'endpoint' | 'region'>,
): string {
  return endpoint || associationId === undefined
    ? ''
    : `: https://${region}.${
        awsPartition(region).consoleHost
      }/systems-manager/state-manager/${associationId}/executionhistory?region=${region}`;
}
