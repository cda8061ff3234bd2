import { sampleEnvironment } from '../__testUtils__/samples';
import { connectionOf } from './connection';

const withOutput = (name: string, value: string) =>
  sampleEnvironment({
    awsEndpoint: undefined,
    outputs: { ...sampleEnvironment().outputs!, [name]: value },
  });

describe('connectionOf', () => {
  it('reads the outputs of a complete stack', () => {
    expect(connectionOf(sampleEnvironment(), 'readWrite')).toEqual({
      access: 'readWrite',
      hosts: [{ endpoint: '127.0.0.1', port: '40123' }],
      database: 'app',
      secretArn:
        'arn:aws:secretsmanager:us-east-1:000000000000:secret:credentials',
      region: 'us-east-1',
      awsEndpoint: 'http://127.0.0.1:4577',
    });
    expect(
      connectionOf(withOutput('DatabasePort', '5432'), 'readWrite'),
    ).toMatchObject({
      hosts: [{ endpoint: '127.0.0.1', port: '5432' }],
      bastionInstanceId: 'i-0123456789abcdef0',
    });
  });

  it('reads from the replicas first, and writes to the primary only', () => {
    const primary = { endpoint: '127.0.0.1', port: '40123' };
    const environment = sampleEnvironment({
      outputs: {
        ...sampleEnvironment().outputs!,
        ReadReplica2Endpoint: 'replica-2.example',
        ReadReplica1Endpoint: 'replica-1.example',
        ReadReplica1Port: '5433',
      },
    });
    expect(connectionOf(environment, 'readOnly')?.hosts).toEqual([
      { endpoint: 'replica-1.example', port: '5433' },
      { endpoint: 'replica-2.example', port: '40123' },
      primary,
    ]);
    expect(connectionOf(environment, 'readWrite')?.hosts).toEqual([primary]);
  });

  it('uses the secret and the roles of the access', () => {
    const secret = (name: string) =>
      `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}`;
    const environment = sampleEnvironment({
      outputs: {
        ...sampleEnvironment().outputs!,
        OwnerSecretArn: secret('owner'),
        ReadWriteSecretArn: secret('rw'),
        ReadOnlySecretArn: secret('ro'),
      },
    });
    expect(
      (['readWrite', 'readOnly', 'owner', 'master'] as const).map(access => {
        const connection = connectionOf(environment, access)!;
        return [connection.secretArn, connection.role, connection.iamUser];
      }),
    ).toEqual([
      [secret('rw'), 'app_rw', 'app_rw_iam'],
      [secret('ro'), 'app_ro', 'app_ro_iam'],
      [secret('owner'), 'app_owner', 'app_owner_iam'],
      [secret('credentials'), undefined, undefined],
    ]);
  });

  it('rejects a role whose secret is missing or in another account', () => {
    const environment = sampleEnvironment();
    environment.outputs!.ReadWriteSecretArn =
      'arn:aws:secretsmanager:us-east-1:111122223333:secret:theirs';
    expect(() => connectionOf(environment, 'readWrite')).toThrow(
      'The output ReadWriteSecretArn is not in the account and region of the environment.',
    );
    expect(() => connectionOf(environment, 'readOnly')).toThrow(
      'The output ReadOnlySecretArn is not the ARN of a secret.',
    );
  });

  it('has no bastion where the stack has none', () => {
    const { BastionInstanceId: _, ...outputs } = sampleEnvironment().outputs!;
    expect(
      connectionOf(
        sampleEnvironment({ awsEndpoint: undefined, outputs }),
        'readWrite',
      ),
    ).not.toHaveProperty('bastionInstanceId');
  });

  it('is undefined until there are outputs', () => {
    expect(
      connectionOf(sampleEnvironment({ outputs: undefined }), 'readWrite'),
    ).toBeUndefined();
  });

  it.each([
    ['DatabaseEndpoint', '$(touch pwned)', /not a host name/],
    ['DatabaseEndpoint', 'db.example sslmode=disable', /not a host name/],
    ['DatabaseEndpoint', '-db.example', /not a host name/],
    ['DatabaseEndpoint', 'db.example\n', /not a host name/],
    ['DatabaseEndpoint', `${'a'.repeat(64)}.example`, /not a host name/],
    ['DatabasePort', '5432;id', /not a port/],
    ['DatabasePort', '0', /not a port/],
    ['ReadReplica1Endpoint', '$(id)', /ReadReplica1Endpoint is not a host/],
    ['DatabaseName', 'app`id`', /not the name of a database/],
    ['DatabaseSecretArn', "arn:aws:x'y", /not the ARN of a secret/],
    [
      'DatabaseSecretArn',
      'arn:aws:secretsmanager:us-east-1:111122223333:secret:theirs',
      /not in the account and region of the environment/,
    ],
    [
      'DatabaseSecretArn',
      'arn:aws:secretsmanager:eu-west-1:000000000000:secret:theirs',
      /not in the account and region of the environment/,
    ],
    ['BastionInstanceId', 'i-1 --profile admin', /not the ID of an EC2/],
    ['BastionInstanceId', '', /not the ID of an EC2/],
  ])('refuses %s %j', (name, value, message) => {
    expect(() => connectionOf(withOutput(name, value), 'readOnly')).toThrow(
      message,
    );
  });

  it('rejects missing outputs', () => {
    const environment = sampleEnvironment();
    delete (environment.outputs as Record<string, unknown>).DatabaseName;
    expect(() => connectionOf(environment, 'readWrite')).toThrow(
      /DatabaseName/,
    );
  });
});
