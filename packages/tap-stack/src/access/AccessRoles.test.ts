import {
  EXISTING_NETWORK,
  propertiesOf,
  resourcesOf,
  SHAPES,
  templateOf,
} from '../__testUtils__/shapes';

const SHARED_BASTION = {
  ...EXISTING_NETWORK,
  bastion: {
    instanceId: 'i-0123456789abcdef0',
    securityGroupId: 'sg-0123456789abcdef0',
  },
};

describe.each(SHAPES)('roles of the database of $size, $retention', shape => {
  it('are created on the bastion, after its role has the permissions, and before the stack is complete', () => {
    const template = templateOf(shape);
    const association = template.Resources.AccessRoles;

    expect(association.Properties).toMatchObject({
      Name: 'AWS-RunShellScript',
      Targets: [{ Key: 'InstanceIds', Values: [{ Ref: 'BastionInstance' }] }],
      WaitForSuccessTimeoutSeconds: 1800,
    });
    expect([association.DependsOn].flat()).toContain('BastionRole');
    for (const secret of ['AccessOwner', 'AccessRw', 'AccessRo']) {
      expect(propertiesOf(template, secret).KmsKeyId).toEqual(
        propertiesOf(template, 'Secret').KmsKeyId,
      );
    }
  });

  it.each([
    { name: 'the egress none', props: { egress: 'none' as const } },
    { name: 'a shared bastion', props: { network: SHARED_BASTION } },
  ])('an environment with $name has no roles', ({ props }) => {
    const template = templateOf({ ...shape, ...props });

    expect(resourcesOf(template, 'AWS::SSM::Association')).toEqual([]);
    expect(
      resourcesOf(template, 'AWS::SecretsManager::Secret').map(({ id }) => id),
    ).toEqual(['Secret']);
    expect(template.Outputs).not.toHaveProperty('ReadWriteSecretArn');
  });
});
