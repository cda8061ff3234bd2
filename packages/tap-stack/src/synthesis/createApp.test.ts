import { App } from 'aws-cdk-lib';
import { createApp } from './createApp';
import { withoutValidator } from './withoutValidator';

function templateOf(
  context: Record<string, string>,
  environment: Record<string, string>,
) {
  const app = new App({ context });
  const stack = createApp(app, environment);
  const assembly = withoutValidator(() => app.synth());
  return {
    name: stack.stackName,
    region: stack.region,
    missing: assembly.manifest.missing ?? [],
    resources: assembly.getStackArtifact(stack.artifactId).template.Resources,
  };
}

describe('CDK app', () => {
  it('reads its settings from context', () => {
    const { name, resources } = templateOf(
      {
        environmentSuffix: 'from-context',
        size: 'micro',
        retention: 'retain',
        engineVersion: '16',
      },
      { ENVIRONMENT_SUFFIX: 'other', TAP_SIZE: 'large' },
    );

    expect(name).toBe('TapStack-from-context');
    expect(resources.DatabaseInstance.Properties).toMatchObject({
      DBInstanceClass: 'db.t4g.micro',
      EngineVersion: expect.stringMatching(/^16\./),
    });
    expect(resources.DatabaseInstance.DeletionPolicy).toBe(
      'RetainExceptOnCreate',
    );
  });

  it('reads its settings from environment variables', () => {
    const { name, resources, region } = templateOf(
      {},
      {
        ENVIRONMENT_SUFFIX: 'from-env',
        TAP_SIZE: 'medium',
        TAP_RETENTION: 'snapshot',
        TAP_ENGINE_VERSION: '18',
        AWS_REGION: 'eu-north-1',
      },
    );

    expect(name).toBe('TapStack-from-env');
    expect(region).toBe('eu-north-1');
    expect(resources.DatabaseInstance.Properties).toMatchObject({
      DBInstanceClass: 'db.m7g.large',
      EngineVersion: expect.stringMatching(/^18\./),
    });
    expect(resources.DatabaseInstance.DeletionPolicy).toBe('Snapshot');
  });

  it('reports a missing setting', () => {
    expect(() => createApp(new App(), {})).toThrow(
      'environmentSuffix: is missing: set it as context or in ENVIRONMENT_SUFFIX',
    );
  });

  it('reports an invalid setting', () => {
    expect(() =>
      createApp(new App(), { ENVIRONMENT_SUFFIX: 'abc', TAP_SIZE: 'xl' }),
    ).toThrow(`size: 'xl' must be one of micro, small, medium, large`);
  });

  it('looks up and pins zones and AMI if the account is known', () => {
    const { missing } = templateOf(
      { environmentSuffix: 'abc' },
      { CDK_DEFAULT_ACCOUNT: '123456789012' },
    );

    expect(missing.map(({ provider }) => provider)).toEqual([
      'availability-zones',
      'ssm',
    ]);
  });

  it('reads them from its context after the lookup', () => {
    const { missing, resources } = templateOf(
      {
        environmentSuffix: 'abc',
        'availability-zones:account=123456789012:region=us-east-1': [
          'us-east-1b',
          'us-east-1d',
          'us-east-1f',
          'us-east-1a',
        ] as unknown as string,
        'ssm:account=123456789012:parameterName=/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64:region=us-east-1':
          'ami-0fedcba9876543210',
      },
      { CDK_DEFAULT_ACCOUNT: '123456789012' },
    );

    expect(missing).toEqual([]);
    expect(resources.IsolatedSubnetB.Properties.AvailabilityZone).toBe(
      'us-east-1d',
    );
    expect(resources).not.toHaveProperty('IsolatedSubnetD');
    expect(resources.BastionInstance.Properties.ImageId).toBe(
      'ami-0fedcba9876543210',
    );
  });

  it('needs no account and has no lookups without one', () => {
    const { missing, resources } = templateOf({ environmentSuffix: 'abc' }, {});

    expect(missing).toEqual([]);
    expect(resources.IsolatedSubnetA.Properties.AvailabilityZone).toEqual({
      'Fn::Select': [0, { 'Fn::GetAZs': '' }],
    });
    expect(resources.BastionInstance.Properties.ImageId).toBe(
      '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64}}',
    );
  });
});
