import { ANNOTATION_PREFIX } from './annotationPrefix';
import { SETTING_FIELDS } from './fields';
import { Settings } from './settings';

/** Settings that have their own field in an entity: `spec.owner` and `metadata.description`. */
const SHOWN_ELSEWHERE = ['owner', 'description'] as const;

type AnnotatedSetting = Exclude<
  keyof Settings,
  (typeof SHOWN_ELSEWHERE)[number]
>;

/** For example `tap.internal/engine-version` for `engineVersion`. */
const SETTING_ANNOTATIONS = Object.fromEntries(
  Object.keys(SETTING_FIELDS)
    .filter(name => !SHOWN_ELSEWHERE.some(shown => shown === name))
    .map(name => [name, `${ANNOTATION_PREFIX}/${kebabCase(name)}`]),
) as Record<AnnotatedSetting, string>;

/**
 * Annotations of the System of an environment, by the names of the fields of an environment.
 *
 * @public
 */
export const ENVIRONMENT_ANNOTATIONS = {
  suffix: 'tap.internal/suffix',
  target: 'tap.internal/target',
  accountId: 'tap.internal/account-id',
  region: 'tap.internal/region',
  stackName: 'tap.internal/stack-name',
  stackId: 'tap.internal/stack-id',
  portal: 'tap.internal/portal',
  status: 'tap.internal/status',
  stackStatus: 'tap.internal/stack-status',
  ...SETTING_ANNOTATIONS,
  requestedBy: 'tap.internal/requested-by',
  expiresAt: 'tap.internal/expires-at',
  createdAt: 'tap.internal/created-at',
  lastTaskId: 'tap.internal/task-id',
  consoleUrl: 'tap.internal/console-url',
  awsEndpoint: 'tap.internal/aws-endpoint',
};

/**
 * All annotations of environments. Of a secret, they contain only the ARN.
 *
 * @public
 */
export const ANNOTATIONS = {
  ...ENVIRONMENT_ANNOTATIONS,
  endpoint: 'tap.internal/endpoint',
  port: 'tap.internal/port',
  databaseName: 'tap.internal/database-name',
  secretArn: 'tap.internal/secret-arn',
  bastionInstanceId: 'tap.internal/bastion-instance-id',
  kmsKeyArn: 'tap.internal/kms-key-arn',
  bucketName: 'tap.internal/bucket-name',
  vpcId: 'tap.internal/vpc-id',
  applicationSecurityGroupId: 'tap.internal/application-security-group-id',
};

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
