import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import cdkJson from '../../cdk.json';
import { FEATURE_FLAGS, synthesizeTemplate, TapStack } from '..';
import { PINNED } from '../__testUtils__/shapes';
import { withoutValidator } from './withoutValidator';

describe('synthesizeTemplate', () => {
  it('returns minified input for CloudFormation', () => {
    const { stackName, templateBody, stackPolicyBody } =
      synthesizeTemplate(PINNED);

    expect(stackName).toBe('TapStack-orders-dev');
    expect(templateBody).toBe(JSON.stringify(JSON.parse(templateBody)));
    expect(JSON.parse(stackPolicyBody).Statement).toHaveLength(2);
  });

  it('is deterministic', () => {
    expect(synthesizeTemplate(PINNED)).toEqual(synthesizeTemplate(PINNED));
  });

  it('returns the same template as an app with the same props', () => {
    const app = new App({ context: { ...FEATURE_FLAGS } });
    const stack = new TapStack(app, 'AnyId', PINNED);
    const assembly = withoutValidator(() => app.synth());

    expect(
      JSON.stringify(assembly.getStackArtifact(stack.artifactId).template),
    ).toBe(synthesizeTemplate(PINNED).templateBody);
    expect(stack.templateFile).toBe('AnyId.template.json');
  });

  it('leaves no file behind, even on failure', () => {
    const before = process.env.TMPDIR;
    const directory = mkdtempSync(path.join(tmpdir(), 'synthesize-test-'));
    process.env.TMPDIR = directory;
    try {
      synthesizeTemplate(PINNED);
      expect(() =>
        synthesizeTemplate({ ...PINNED, environmentSuffix: '' }),
      ).toThrow('environmentSuffix');

      expect(readdirSync(directory)).toEqual([]);
    } finally {
      process.env.TMPDIR = before;
      if (before === undefined) {
        delete process.env.TMPDIR;
      }
      rmSync(directory, { recursive: true });
    }
  });

  it('does not change the environment of the process', () => {
    const before = process.env.CDK_VALIDATION;
    try {
      process.env.CDK_VALIDATION = 'true';
      expect(withoutValidator(() => process.env.CDK_VALIDATION)).toBe('false');
      expect(process.env.CDK_VALIDATION).toBe('true');

      delete process.env.CDK_VALIDATION;
      withoutValidator(() => undefined);
      expect(process.env).not.toHaveProperty('CDK_VALIDATION');
    } finally {
      if (before !== undefined) {
        process.env.CDK_VALIDATION = before;
      }
    }
  });

  it('needs neither bootstrap nor assets', () => {
    const { templateBody } = synthesizeTemplate(PINNED);

    expect(templateBody).not.toMatch(/cdk-bootstrap|cdk-hnb659fds|Assets/i);
    expect(Object.keys(JSON.parse(templateBody).Parameters)).toEqual([
      'TapMetadata',
      'Rotation',
    ]);
  });
});

/** Services of the stack's resources, as in the names of flags. */
const SERVICES =
  /^@aws-cdk\/(core|custom-?resources|aws-(ec2|events|iam|kms|lambda|rds|s3|secretsmanager|sns|sqs|ssm)):/;

describe('feature flags', () => {
  it('are the recommended flags of all services in the stack', () => {
    const recommended: Record<string, unknown> = jest.requireActual(
      'aws-cdk-lib/recommended-feature-flags.json',
    );
    const missing = Object.keys(recommended).filter(
      flag => SERVICES.test(flag) && !(flag in FEATURE_FLAGS),
    );

    expect(missing).toEqual([]);
    for (const [flag, value] of Object.entries(FEATURE_FLAGS)) {
      expect([flag, value]).toEqual([flag, recommended[flag]]);
    }
  });

  it('match the context of cdk.json', () => {
    expect(FEATURE_FLAGS).toEqual(cdkJson.context);
  });
});
