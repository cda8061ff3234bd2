import {
  query,
  TestServers,
  testServers,
} from '../../postgres/__testUtils__/databases';
import {
  create,
  destroy,
  handlerOf,
  memoryWorld,
  testContext,
} from '../__testUtils__/resources';
import { Properties } from '../ResourceHandler';
import { readSecretValue, SECRET } from '../secrets/secretValue';
import { listStored } from '../StoredResource';
import { World } from '../World';

jest.setTimeout(240_000);

const ASSOCIATION = 'AWS::SSM::Association';

describe('AWS::SSM::Association', () => {
  let kit: TestServers;
  let world: World;
  let port: number;
  let master: string;
  let role: string;

  beforeEach(async () => {
    kit = await testServers();
    world = memoryWorld(kit.servers);
    const secret = async (name: string, username: string) =>
      (
        await create(world, SECRET, name, {
          GenerateSecretString: {
            SecretStringTemplate: JSON.stringify({ username }),
            GenerateStringKey: 'password',
            ExcludePunctuation: true,
          },
        })
      ).physicalId;
    master = await secret('Master', 'tapadmin');
    role = await secret('Role', 'reader');
    ({ port } = await kit.servers.createPrimary('primary', {
      majorVersion: 17,
      parameters: {},
      masterUsername: 'tapadmin',
      masterPassword: password(master),
      databaseName: 'app',
    }));
  });

  afterEach(() => kit.dispose());

  function password(arn: string): string {
    return JSON.parse(readSecretValue(world, arn)!.secretString).password;
  }

  function properties(statements: string): Properties {
    return {
      Name: 'AWS-RunShellScript',
      Parameters: {
        commands: [
          [
            `PGPASSWORD=$(get ${master} password);export PGPASSWORD PGPORT=${port} PGDATABASE=app;psql <<'SQL'`,
            statements,
            'SQL',
            `for s in ${role};do u=$(get $s username);done`,
          ].join('\n'),
        ],
      },
      WaitForSuccessTimeoutSeconds: 900,
    };
  }

  const asReader = (sql: string) =>
    query({ port }, sql, {
      user: 'reader',
      password: password(role),
      database: 'app',
    });

  it('14.14 changes the database when it is created and when it is updated', async () => {
    const before = properties('CREATE ROLE reader LOGIN');
    const { physicalId } = await create(world, ASSOCIATION, 'Roles', before);
    expect(physicalId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    await expect(asReader('SELECT current_user')).resolves.toEqual([
      { current_user: 'reader' },
    ]);

    await handlerOf(ASSOCIATION).update(
      testContext(world, 'Roles'),
      physicalId,
      properties('CREATE SCHEMA added AUTHORIZATION CURRENT_USER'),
      before,
    );
    await expect(
      asReader("SELECT nspname FROM pg_namespace WHERE nspname = 'added'"),
    ).resolves.toHaveLength(1);

    await destroy(world, ASSOCIATION, physicalId);
    expect(listStored(world, ASSOCIATION)).toEqual([]);
  });

  it('14.16 creates the extensions that this PostgreSQL has', async () => {
    await create(
      world,
      ASSOCIATION,
      'Roles',
      properties(
        `CREATE ROLE reader LOGIN;DO $$DECLARE r text;BEGIN FOREACH r IN ARRAY'{pg_buffercache,vector}'::text[]LOOP EXECUTE format('CREATE EXTENSION IF NOT EXISTS %I',r);END LOOP;END$$`,
      ),
    );
    await expect(
      asReader(
        "SELECT extname FROM pg_extension WHERE extname IN ('pg_buffercache', 'vector')",
      ),
    ).resolves.toEqual([{ extname: 'pg_buffercache' }]);
  });

  it('14.17 rotates the secrets once, and lets the previous user expire', async () => {
    const rotation = (requestedAt: string, validUntil: string) => {
      const base = properties(
        "DO $$BEGIN IF to_regrole('reader') IS NULL THEN CREATE ROLE reader LOGIN; END IF; END$$",
      );
      const { commands } = base.Parameters as { commands: string[] };
      return {
        ...base,
        Parameters: {
          commands: [
            `${commands[0]}\nif [[ $r < ${requestedAt} ]]; then :; fi; psql -c "ALTER ROLE $o VALID UNTIL '${validUntil}'"`,
          ],
        },
      };
    };
    const login = (credentials: { username: string; password: string }) =>
      query({ port }, 'SELECT current_user', {
        user: credentials.username,
        password: credentials.password,
        database: 'app',
      });
    const stored = () => JSON.parse(readSecretValue(world, role)!.secretString);
    const before = stored();
    const graceful = rotation('2026-11-28T09:30', '2999-01-01');
    const { physicalId } = await create(world, ASSOCIATION, 'Roles', graceful);
    const after = stored();
    expect(after).toMatchObject({
      username: 'reader_b',
      rotated: '2026-11-28T09:30',
    });
    const acts = [{ current_user: 'reader' }];
    await expect(login(before)).resolves.toEqual(acts);
    await expect(login(after)).resolves.toEqual(acts);

    const repeat = (changed: Properties) =>
      handlerOf(ASSOCIATION).update(
        testContext(world, 'Roles'),
        physicalId,
        changed,
        graceful,
      );
    await repeat(rotation('2026-11-28T09:30', '2026-11-28'));
    expect(stored()).toEqual(after);
    await expect(login(after)).resolves.toEqual(acts);
    await expect(login(before)).rejects.toThrow(
      'password authentication failed',
    );

    await repeat(rotation('2026-11-28T10:00', '2999-01-01'));
    await repeat(rotation('2026-11-28T09:30', '2026-11-28'));
    await expect(login(after)).resolves.toEqual(acts);
    await repeat(rotation('2026-11-28T10:00', '2026-11-28'));
    expect(stored().username).toBe('reader');
    await expect(login(stored())).resolves.toEqual(acts);
    await expect(login(after)).rejects.toThrow(
      'password authentication failed',
    );
  });

  it('14.15 does not stabilize when the script fails', async () => {
    await expect(
      create(world, ASSOCIATION, 'Roles', properties('CREATE ROLE')),
    ).rejects.toMatchObject({
      reason: expect.stringMatching(
        /^Resource of type 'AWS::SSM::Association' with identifier '[0-9a-f-]{36}' did not stabilize\.$/,
      ),
      handlerErrorCode: 'NotStabilized',
    });
    expect(listStored(world, ASSOCIATION)).toHaveLength(1);
  });

  it('has no effect with another script', async () => {
    const { physicalId } = await create(world, ASSOCIATION, 'Other', {
      Name: 'AWS-RunShellScript',
      Parameters: { commands: ['uptime'] },
    });
    await expect(
      handlerOf(ASSOCIATION).drift!(
        testContext(world, 'Other'),
        physicalId,
        {},
      ),
    ).resolves.toMatchObject({ Name: 'AWS-RunShellScript' });
  });

  it('rejects an association without a document', () => {
    expect(() => handlerOf(ASSOCIATION).validate!({})).toThrow(
      'Property Name cannot be empty.',
    );
  });
});
