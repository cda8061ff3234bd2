import { RunningPostgres, startPostgres } from '@tap/sandbox';
import { connect, EnvironmentUnderTest } from './EnvironmentUnderTest';

jest.setTimeout(60_000);

/** A privileged port on which no process listens. */
const UNUSED_PORT = { host: '127.0.0.1', port: 1 };

describe('connect', () => {
  let server: RunningPostgres;
  beforeAll(async () => {
    server = await startPostgres({ majorVersion: 17, parameters: {} });
  });
  afterAll(() => server.stop());

  /** An environment whose first attempts to connect fail. */
  const environment = (silent: number) => {
    const reach = jest.fn(async () => ({
      host: '127.0.0.1',
      port: server.port,
    }));
    for (let attempt = 0; attempt < silent; attempt++) {
      reach.mockResolvedValueOnce(UNUSED_PORT);
    }
    const underTest: EnvironmentUnderTest = {
      stackName: 'TapStack-any',
      region: 'us-east-1',
      endpoint: undefined,
      outputs: { DatabaseName: server.database },
      reach,
      close: async () => undefined,
    };
    return { underTest, reach };
  };
  const credentials = () => ({
    username: server.user,
    password: server.password,
  });

  it('retries while the connection is refused', async () => {
    const { underTest, reach } = environment(2);
    const client = await connect(underTest, 'primary', credentials());
    const { rows } = await client.query('SELECT 1 AS one');
    await client.end();

    expect(rows).toEqual([{ one: 1 }]);
    expect(reach).toHaveBeenCalledTimes(3);
  });

  it('fails after the maximum number of attempts', async () => {
    const { underTest, reach } = environment(5);

    await expect(
      connect(underTest, 'primary', credentials(), { attempts: 2 }),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(reach).toHaveBeenCalledTimes(2);
  });

  it('does not retry a wrong password', async () => {
    const { underTest, reach } = environment(0);

    await expect(
      connect(underTest, 'primary', { ...credentials(), password: 'wrong' }),
    ).rejects.toThrow(/password/);
    expect(reach).toHaveBeenCalledTimes(1);
  });
});
