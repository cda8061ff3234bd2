import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  EXISTING_NETWORK,
  Json,
  OTHER_PARTITIONS,
  pinnedIn,
  SIZE_NAMES,
  templateOf,
} from './__testUtils__/shapes';

/** Service principals are the same in every partition, except for CloudWatch Logs: see `ServicePrincipal` of aws-cdk-lib. */
const GLOBAL_PRINCIPAL = /^(?!logs\.)[a-z0-9.-]+\.amazonaws\.com$/;

/** Every text in a template, except names of service principals. */
function textsOf(value: Json): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    (key === 'Service' || key === 'Principal') &&
    [item].flat().every(each => GLOBAL_PRINCIPAL.test(String(each)))
      ? []
      : textsOf(item),
  );
}

const SHAPES = [
  ...SIZE_NAMES.map(size => ({ size })),
  { size: 'small' as const, network: EXISTING_NETWORK },
];

describe.each(Object.entries(OTHER_PARTITIONS))(
  'in the partition %s',
  (partition, region) => {
    it.each(SHAPES)('no template names another partition: %j', shape => {
      const template = templateOf({
        ...pinnedIn(region),
        ...shape,
        alarmTopic: true,
        s3PrefixListId: 'pl-63a5400a',
      });
      const texts = textsOf(template);
      expect(texts.filter(text => text.includes('arn:aws:'))).toEqual([]);
      expect(
        texts.filter(text => text.includes(`arn:${partition}:`)),
      ).not.toEqual([]);
      expect(
        texts.filter(
          text =>
            partition === 'aws-cn' && /\.amazonaws\.com(?!\.cn)/.test(text),
        ),
      ).toEqual([]);
    });
  },
);

it.each([
  ['us-east-1', 'logs.us-east-1.amazonaws.com'],
  ['us-gov-west-1', 'logs.us-gov-west-1.amazonaws.com'],
  ['cn-north-1', 'logs.cn-north-1.amazonaws.com.cn'],
  // A region that this version of aws-cdk-lib does not know.
  ['xx-new-1', { 'Fn::Sub': 'logs.xx-new-1.${AWS::URLSuffix}' }],
])('the key in %s admits the principal of CloudWatch Logs', (region, name) => {
  const { Statement } = templateOf(pinnedIn(region)).Resources.Key.Properties
    .KeyPolicy;
  expect(
    Statement.find(({ Action }: Json) => Action.includes('kms:Describe*'))
      .Principal,
  ).toEqual({ Service: name });
});

/**
 * Production sources with a literal partition, by path, and why it is right: an example in a message or in an IAM document, or what the sandbox
 * imitates, which has the partition `aws` only.
 */
const LITERALS: Record<string, number> = {
  'packages/tap-stack/src/props/propsRules.ts': 1,
  'packages/tap-stack/src/props/resolveProps.ts': 1,
  'plugins/tap-node/dev/iam/IamNames.ts': 1,
  'plugins/tap-node/dev/iam/stackResources.ts': 2,
  'plugins/tap-node/src/config/readAlarmTopic.ts': 1,
  'plugins/tap-node/src/config/readRoles.ts': 2,
};

it('no source writes the ARN of one partition', () => {
  const root = path.join(__dirname, '../../..');
  const found: Record<string, number> = {};
  for (const directory of ['packages/tap-stack', 'plugins', 'templates']) {
    const files = readdirSync(path.join(root, directory), {
      recursive: true,
      encoding: 'utf8',
    });
    for (const file of files) {
      const name = path.join(directory, file);
      if (
        /\.(tsx?|ya?ml)$/.test(file) &&
        !/node_modules|\/dist\/|__testUtils__|testUtils\/|\.test\.|\.d\.ts$/.test(
          name,
        )
      ) {
        const literals = readFileSync(path.join(root, name), 'utf8').match(
          /arn:aws:|console\.aws\.amazon\.com/g,
        );
        if (literals) {
          found[name] = literals.length;
        }
      }
    }
  }
  expect(found).toEqual({
    ...LITERALS,
    // The table of partitions.
    'plugins/tap-common/src/awsPartition.ts': 1,
  });
});
