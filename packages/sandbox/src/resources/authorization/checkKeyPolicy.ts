import { PolicyDocument } from '../../iam/PolicyDocument';
import { ResourcePolicies } from '../../iam/ResourcePolicies';
import { arn, text } from '../names';
import { ResourceFailure } from '../ResourceHandler';
import { HandlerCall } from './HandlerCall';
import { resourcePolicyOf } from './resourcePolicyOf';

/**
 * Actions that CloudWatch Logs needs on the key of a log group:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
const LOGS_ACTIONS = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:DescribeKey',
];

/**
 * Checks the key policies that services evaluate while a resource is created or updated: the one of a new key, and the one
 * of the key of a log group.
 *
 * Messages of AWS: https://github.com/aws-solutions/innovation-sandbox-on-aws/issues/31 (key),
 * https://github.com/hashicorp/terraform-provider-aws/issues/29282 (log group)
 *
 * @throws ResourceFailure if one does not allow what it has to
 */
export function checkKeyPolicy(
  policies: ResourcePolicies,
  call: HandlerCall,
): void {
  if (call.type === 'AWS::KMS::Key') {
    rejectLockout(policies, call);
  }
  if (call.type === 'AWS::Logs::LogGroup') {
    rejectUnusableKey(policies, call);
  }
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
function rejectLockout(
  policies: ResourcePolicies,
  { ctx, properties, physicalId }: HandlerCall,
): void {
  const document = properties.KeyPolicy as PolicyDocument | undefined;
  const denial =
    document &&
    policies.check(
      ctx.principal!,
      {
        action: 'kms:PutKeyPolicy',
        resource: arn(ctx, 'kms', `key/${physicalId}`),
        context: {},
      },
      { document, mustAllow: true },
    );
  if (denial && properties.BypassPolicyLockoutSafetyCheck !== true) {
    throw new ResourceFailure(
      'The new key policy will not allow you to update the key policy in the future. (Service: Kms, Status Code: 400)',
      'InvalidRequest',
    );
  }
}

function rejectUnusableKey(
  policies: ResourcePolicies,
  { ctx, properties, physicalId }: HandlerCall,
): void {
  const key = text(properties.KmsKeyId);
  const policy = key && resourcePolicyOf(ctx.world, key);
  if (!key || !policy) {
    return;
  }
  const group = arn(ctx, 'logs', `log-group:${physicalId}`);
  const context = { 'kms:EncryptionContext:aws:logs:arn': group };
  const isUsable = LOGS_ACTIONS.every(action =>
    policies.allowsService(
      `logs.${ctx.region}.amazonaws.com`,
      { action, resource: key, context },
      policy.document,
    ),
  );
  if (!isUsable) {
    throw new ResourceFailure(
      `The specified KMS key does not exist or is not allowed to be used with Arn '${group}' (Service: CloudWatchLogs, Status Code: 400)`,
      'AccessDenied',
    );
  }
}
