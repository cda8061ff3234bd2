import { MOST_ACCESS_SOURCES, MOST_EXTENSIONS } from '@tap/aws-facts';
import { App } from 'aws-cdk-lib';
import { createApp } from './createApp';
import { FEATURE_FLAGS, synthesizeTemplate } from '..';
import { asYaml } from '../__testUtils__/byteTable';
import { ALL_SHAPES } from '../__testUtils__/shapes';
import { withoutValidator } from './withoutValidator';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const TEMPLATE_BODY_LIMIT = 51_200;

/** Reserve for additions of CDK and longer zone names. */
const MARGIN = 300;

const LONGEST_SUFFIX = 'abcdefghijklmnopqrst';
const ACCOUNT = '123456789012';

/** The longest names. */
const EXTENSIONS = [
  'pg_stat_statements',
  'postgis_topology',
  'tsm_system_rows',
  'tsm_system_time',
  'pg_buffercache',
  'postgis_raster',
  'fuzzystrmatch',
  'earthdistance',
].slice(0, MOST_EXTENSIONS);
const REGION = 'ap-southeast-2';

const TOPICS = [
  { alarmTopic: true },
  { alarmTopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:${'t'.repeat(256)}` },
];

/** The context of `cdk deploy` after its lookups. */
const LOOKED_UP = {
  [`availability-zones:account=${ACCOUNT}:region=${REGION}`]: [
    'a',
    'b',
    'c',
  ].map(zone => `${REGION}${zone}`),
  [`ssm:account=${ACCOUNT}:parameterName=/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64:region=${REGION}`]:
    'ami-0fedcba9876543210',
};

/** The template of the CDK app if the CDK CLI knows the account. */
function appTemplate(context: Record<string, string>): unknown {
  const app = new App({
    context: {
      ...FEATURE_FLAGS,
      ...LOOKED_UP,
      ...context,
      environmentSuffix: LONGEST_SUFFIX,
    },
  });
  const stack = createApp(app, {
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    AWS_REGION: REGION,
  });
  const assembly = withoutValidator(() => app.synth());
  expect(assembly.manifest.missing).toBeUndefined();
  return assembly.getStackArtifact(stack.artifactId).template;
}

describe('size of the template', () => {
  it.each(ALL_SHAPES)(
    'is within the limit for $size, $retention, with every option and the longest names',
    shape => {
      for (const topic of TOPICS) {
        const { templateBody } = synthesizeTemplate({
          ...shape,
          ...topic,
          environmentSuffix: LONGEST_SUFFIX,
          deletionProtection: true,
          extensions: EXTENSIONS,
          s3PrefixListId: 'pl-0123456789abcdef0',
          permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/${'b'.repeat(
            40,
          )}`,
          env: { region: REGION },
        });

        expect(Buffer.byteLength(templateBody)).toBeLessThan(
          TEMPLATE_BODY_LIMIT,
        );
      }
    },
  );

  it.each(ALL_SHAPES)(
    'is within the limit for $size, $retention, as a portal makes it, with every option of a target',
    shape => {
      for (const topic of TOPICS) {
        const { templateBody } = synthesizeTemplate({
          ...shape,
          environmentSuffix: LONGEST_SUFFIX,
          deletionProtection: true,
          extensions: EXTENSIONS,
          ...topic,
          s3PrefixListId: 'pl-0123456789abcdef0',
          permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/${'b'.repeat(
            40,
          )}`,
          vpcCidr: '192.168.240.0/20',
          reachableFrom: Array.from(
            { length: MOST_ACCESS_SOURCES },
            (_, index) => `172.16.${100 + index}.128/25`,
          ),
          env: { account: ACCOUNT, region: REGION },
          availabilityZones: ['a', 'b', 'c'].map(zone => `${REGION}${zone}`),
          bastionImageId: 'ami-0123456789abcdef0',
        });

        expect(Buffer.byteLength(templateBody)).toBeLessThan(
          TEMPLATE_BODY_LIMIT,
        );
      }
    },
  );

  it.each(ALL_SHAPES)(
    'is within the limit as the YAML that cdk deploy sends, of $size, $retention',
    shape => {
      const yaml = asYaml(appTemplate(shape));

      expect(Buffer.byteLength(yaml)).toBeLessThan(
        TEMPLATE_BODY_LIMIT - MARGIN,
      );
    },
  );
});
