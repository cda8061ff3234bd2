import { RETENTION_NAMES, SIZES, SizeName, synthesizeTemplate } from './index';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const TEMPLATE_BODY_LIMIT = 51_200;

const SHAPES = (Object.keys(SIZES) as SizeName[]).flatMap(size =>
  RETENTION_NAMES.map(retention => ({ size, retention })),
);

describe('size of the template', () => {
  it.each(SHAPES)(
    'is within the limit for $size, $retention, with every option and the longest names',
    shape => {
      const { templateBody } = synthesizeTemplate({
        ...shape,
        environmentSuffix: 'abcdefghijklmnopqrst',
        alarmTopic: true,
        deletionProtection: true,
        s3PrefixListId: 'pl-0123456789abcdef0',
        permissionsBoundaryArn: `arn:aws:iam::123456789012:policy/${'b'.repeat(
          40,
        )}`,
        env: { region: 'ap-southeast-2' },
      });

      expect(Buffer.byteLength(templateBody)).toBeLessThan(TEMPLATE_BODY_LIMIT);
    },
  );
});
