import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  EARLIER_RELEASES,
  environmentsOf,
  writeState,
} from '../__testUtils__/earlierReleases';
import {
  confirmed,
  end,
  request,
  TestAccount,
} from '../__testUtils__/TestAccount';
import { testPortal, WHO } from '../__testUtils__/TestPortal';
import { DefaultTapEngine } from '../DefaultTapEngine';

jest.setTimeout(300_000);

interface Credentials {
  username: string;
  password: string;
}

/** Directory of a sandbox with an environment of the oldest release. */
function earlierState(suffix: string): string {
  const [release] = EARLIER_RELEASES;
  const directory = mkdtempSync(join(tmpdir(), 'tap-rotation-'));
  writeState(directory, environmentsOf(release)[suffix]);
  return directory;
}

const REFUSED = /password authentication failed/;

describe('rotation of the passwords', () => {
  let account: TestAccount;
  let engine: DefaultTapEngine;
  let secrets: SecretsManagerClient;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 1_000,
      stackModule: '@tap/stack/module',
    });
    engine = account.engine().engine;
    secrets = new SecretsManagerClient({
      endpoint: account.sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'sandbox' },
    });
  });
  afterEach(() => account.sandbox.faults.clear());
  afterAll(async () => {
    secrets.destroy();
    await account.stop();
  });

  const ref = (suffix: string) => ({ suffix, target: 'sandbox' });
  const options = () => ({ token: account.token() });
  const deploy = (suffix: string, fields: object = {}) =>
    end(engine.run('deploy', request(suffix, fields), account.by('jo')));
  const rotate = (suffix: string, graceHours = 24) =>
    end(
      engine.run(
        'rotate-credentials',
        { ...ref(suffix), graceHours },
        options(),
      ),
    );

  async function outputsOf(suffix: string) {
    return (await engine.get(ref(suffix)))!.outputs!;
  }

  async function secretOf(
    suffix: string,
    output: string,
  ): Promise<Credentials> {
    const { SecretString } = await secrets.send(
      new GetSecretValueCommand({
        SecretId: (await outputsOf(suffix))[output],
      }),
    );
    return JSON.parse(SecretString!);
  }

  /** The part of the script that rotates the passwords, as the stack has it. */
  async function rotationParameter(
    suffix: string,
  ): Promise<string | undefined> {
    const { Stacks } = await account
      .cloudFormation()
      .send(new DescribeStacksCommand({ StackName: `TapStack-${suffix}` }));
    return Stacks![0].Parameters!.find(
      ({ ParameterKey }) => ParameterKey === 'Rotation',
    )?.ParameterValue;
  }

  /** Connects to PostgreSQL. */
  async function query(
    suffix: string,
    { password, username }: Credentials,
    sql = 'select current_user',
  ): Promise<any[]> {
    const outputs = await outputsOf(suffix);
    const client = new Client({
      host: outputs.DatabaseEndpoint,
      port: Number(outputs.DatabasePort),
      database: outputs.DatabaseName,
      user: username,
      password,
      ssl: { rejectUnauthorized: false },
    });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('changes the password in each secret, and PostgreSQL accepts the previous ones during the grace period only', async () => {
    await deploy('graceful');
    const roles = {
      Owner: 'app_owner',
      ReadWrite: 'app_rw',
      ReadOnly: 'app_ro',
    };
    const before: Record<string, Credentials> = {};
    for (const level of Object.keys(roles)) {
      before[level] = await secretOf('graceful', `${level}SecretArn`);
    }
    await query('graceful', before.Owner, 'create table orders (id int)');

    const { environment } = await rotate('graceful');
    const { previousValidUntil, requestedAt } =
      environment.credentialsRotation!;
    expect(Date.parse(previousValidUntil) - Date.parse(requestedAt)).toBe(
      24 * 3_600_000,
    );
    for (const [level, role] of Object.entries(roles)) {
      const after = await secretOf('graceful', `${level}SecretArn`);
      expect(after.password).not.toBe(before[level].password);
      const acts = [{ current_user: role }];
      await expect(query('graceful', before[level])).resolves.toEqual(acts);
      await expect(query('graceful', after)).resolves.toEqual(acts);
    }
    const owner = await secretOf('graceful', 'OwnerSecretArn');
    await query('graceful', owner, 'alter table orders add column item text');
    const writer = await secretOf('graceful', 'ReadWriteSecretArn');
    await query('graceful', writer, `insert into orders values (1, 'pen')`);

    await rotate('graceful', 0);
    for (const [level, role] of Object.entries(roles)) {
      const after = await secretOf('graceful', `${level}SecretArn`);
      expect(after.username).toBe(role);
      await expect(query('graceful', after)).resolves.toEqual([
        { current_user: role },
      ]);
      await expect(query('graceful', before[level])).rejects.toThrow(REFUSED);
    }
    await expect(query('graceful', owner)).rejects.toThrow(REFUSED);
    await expect(query('graceful', writer)).rejects.toThrow(REFUSED);
  });

  it('keeps the rotated passwords through a change and a stop', async () => {
    await deploy('kept');
    const before = await secretOf('kept', 'ReadWriteSecretArn');
    const { environment } = await rotate('kept');
    const after = await secretOf('kept', 'ReadWriteSecretArn');
    const parameter = await rotationParameter('kept');
    expect(parameter).toContain(environment.credentialsRotation!.requestedAt);

    await expect(
      deploy('kept', { extensions: 'pg_trgm', backupRetentionDays: 3 }),
    ).resolves.toMatchObject({
      operation: 'update',
      environment: { credentialsRotation: environment.credentialsRotation },
    });
    await expect(rotationParameter('kept')).resolves.toBe(parameter);
    await end(engine.run('stop', ref('kept'), options()));
    const stopped = "the database of 'kept' is stopped";
    await expect(rotate('kept')).rejects.toThrow(stopped);
    await expect(
      engine.check('rotate-credentials', { ...ref('kept'), graceHours: 0 }, {}),
    ).rejects.toThrow(stopped);
    await end(engine.run('start', ref('kept'), options()));

    await expect(secretOf('kept', 'ReadWriteSecretArn')).resolves.toEqual(
      after,
    );
    await expect(query('kept', after)).resolves.toHaveLength(1);
    await expect(query('kept', before)).resolves.toHaveLength(1);
    await end(engine.run('teardown', confirmed(ref('kept')), options()));
  });

  it('is rolled back if its script fails, with where the cause is, and a valid password in each secret', async () => {
    await deploy('failing');
    const before = await secretOf('failing', 'ReadWriteSecretArn');
    account.sandbox.faults.add({
      kind: 'failResource',
      stack: '^TapStack-failing$',
      type: 'AWS::SSM::Association',
      action: 'update',
      reason:
        "Resource of type 'AWS::SSM::Association' with identifier 'roles' did not stabilize.",
      count: 1,
    });

    await expect(rotate('failing')).rejects.toMatchObject({
      name: 'StackOperationError',
      message: expect.stringMatching(
        /^The passwords of 'failing' could not be rotated\. AccessRoles \(AWS::SSM::Association\) failed: .* did not stabilize\..* CloudFormation waited .* State Manager, execution history of the association [0-9a-f-]{36}\. .*secretsmanager:PutSecretValue.* The change was rolled back\. .* read their secret again\. Correct the cause and rotate the passwords again\.$/,
      ),
    });
    const { credentialsRotation, status } = (await engine.get(ref('failing')))!;
    expect({ credentialsRotation, status }).toEqual({
      credentialsRotation: undefined,
      status: 'available',
    });
    await expect(secretOf('failing', 'ReadWriteSecretArn')).resolves.toEqual(
      before,
    );
    await expect(query('failing', before)).resolves.toHaveLength(1);
    await rotate('failing');
    const after = await secretOf('failing', 'ReadWriteSecretArn');
    expect(after.password).not.toBe(before.password);
    await expect(query('failing', after)).resolves.toHaveLength(1);
  });

  it('goes on without the back end that started it', async () => {
    await deploy('killed');
    const before = await secretOf('killed', 'ReadOnlySecretArn');
    const first = account.engine();
    const outcome = end(
      first.engine.run(
        'rotate-credentials',
        { ...ref('killed'), graceHours: 0 },
        options(),
      ),
    ).catch(() => undefined);
    await account.updating('killed');
    await first.crash();
    await account.settled('killed');
    void outcome;

    const { credentialsRotation, status } = (await engine.get(ref('killed')))!;
    expect(status).toBe('available');
    expect(credentialsRotation).toEqual({
      requestedAt: expect.any(String),
      previousValidUntil: credentialsRotation!.requestedAt,
    });
    const after = await secretOf('killed', 'ReadOnlySecretArn');
    await expect(query('killed', after)).resolves.toHaveLength(1);
    await expect(query('killed', before)).rejects.toThrow(REFUSED);
  });

  it.each([
    {
      what: 'an earlier release',
      options: () => ({ stateDir: earlierState('micro-destroy') }),
      suffix: 'micro-destroy',
      advice: 'Change the environment first, for example backupRetentionDays',
    },
    {
      what: 'a target without egress',
      options: () => ({ config: { egress: 'none' } }),
      suffix: 'no-bastion',
      advice: 'Change the password of the master user in Amazon RDS',
    },
  ])(
    'rejects an environment of $what, which has no roles, and rotates nothing',
    async ({ advice, options: accountOptions, suffix }) => {
      const other = await TestAccount.start({
        speed: 1_000,
        stackModule: '@tap/stack/module',
        ...accountOptions(),
      });
      try {
        const { engine: portal } = other.engine();
        if (!(await portal.get(ref(suffix)))) {
          await end(
            portal.run(
              'deploy',
              request(suffix, { size: 'micro' }),
              other.by('jo'),
            ),
          );
        }
        const statuses = other.statuses(suffix);
        const input = { ...ref(suffix), graceHours: 24 };
        await expect(
          portal.check('rotate-credentials', input, {}),
        ).rejects.toThrow(advice);
        await expect(
          end(
            portal.run('rotate-credentials', input, { token: other.token() }),
          ),
        ).rejects.toMatchObject({
          name: 'ConflictError',
          message: expect.stringContaining(advice),
        });
        expect(other.statuses(suffix)).toEqual(statuses);
      } finally {
        await other.stop();
      }
    },
  );

  it('requires the permission to change the environment, and records who rotated them', async () => {
    await deploy('guarded');
    await end(
      engine.run(
        'transfer',
        { ...ref('guarded'), owner: 'group:default/payments' },
        options(),
      ),
    );
    const portal = testPortal(engine);
    const input = { ...ref('guarded'), graceHours: 2 };
    await expect(
      portal.service.authorize('rotate-credentials', input, {
        credentials: WHO.otto,
      }),
    ).rejects.toThrow("You may not change the environment 'guarded'");
    const authorization = await portal.service.authorize(
      'rotate-credentials',
      input,
      { credentials: WHO.mia },
    );
    await end(
      portal.service.run('rotate-credentials', input, {
        authorization,
        token: account.token(),
      }),
    );
    expect(portal.audited.slice(-2)).toEqual([
      'environment-rotate-credentials by user:default/mia started',
      'environment-rotate-credentials by user:default/mia succeeded',
    ]);
    expect(portal.recorded.map(({ record }) => record)).toMatchObject([
      {
        initiator: 'user:default/mia',
        plan: [
          'Passwords of the roles: rotated; the previous ones are accepted for 2 hours',
        ],
      },
      { outcome: 'succeeded' },
    ]);
  });
});
