import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperationName } from '@tap/plugin-tap-common';
import { all, begun, end, TestAccount } from '../__testUtils__/TestAccount';
import { testPortal, WHO } from '../__testUtils__/TestPortal';
import { OperationPermit } from '../EnvironmentService';

jest.setTimeout(120_000);

/** Sandbox seconds per second. */
const FAST = 2_000;

const PAYMENTS = 'group:default/payments';
const OTHERS = 'group:default/others';

type Who = keyof typeof WHO;

describe('a stored permit', () => {
  let directory: string;
  let crashFile: string;
  let account: TestAccount;
  let portal: ReturnType<typeof testPortal>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tap-permits-'));
    crashFile = join(directory, 'crash');
    account = await TestAccount.start({
      speed: FAST,
      stackModule: await crashingStack(directory, crashFile),
    });
  });
  beforeEach(() => {
    account.sandbox.clock.setSpeed(FAST);
    portal = testPortal(account.engine().engine);
  });
  afterEach(() => rm(crashFile, { force: true }));
  afterAll(async () => {
    await account.stop();
    await rm(directory, { recursive: true });
  });

  /** Like a scaffolder task that stores the permit in a database. */
  async function permit(
    operation: OperationName,
    input: object,
    who: Who,
  ): Promise<OperationPermit> {
    const authorization = await portal.service.authorize(operation, input, {
      credentials: WHO[who],
    });
    const kept = { authorization, token: account.token() };
    return JSON.parse(JSON.stringify(kept));
  }

  /** Runs an operation again with a permit; undefined if the permit cannot be used. */
  async function resume(
    kept: OperationPermit,
    input: { suffix: string },
    who: Who,
  ) {
    const { service } = portal;
    const authorization = await service.resume(kept, input, {
      credentials: WHO[who],
    });
    const { operation } = kept.authorization;
    return (
      authorization &&
      service.run(operation, input as any, {
        authorization,
        token: kept.token,
        resumed: true,
      })
    );
  }

  /** An environment of the group payments. */
  async function made(suffix: string) {
    const input = { suffix, owner: PAYMENTS };
    const authorization = await portal.service.authorize('deploy', input, {
      credentials: WHO.mia,
    });
    const options = { authorization, token: account.token() };
    return end(portal.service.run('deploy', input, options));
  }

  async function transfer(suffix: string, owner: string) {
    const input = { suffix, owner };
    const authorization = await portal.service.authorize('transfer', input, {
      credentials: WHO.ada,
    });
    const options = { authorization, token: account.token() };
    await end(portal.service.run('transfer', input, options));
  }

  const ownerOf = async (suffix: string) =>
    (await portal.service.get({ suffix }, { credentials: WHO.ada })).owner;

  it('is not an authorization before it is resumed', async () => {
    const input = { suffix: 'copied' };
    const { authorization, token } = await permit('deploy', input, 'mia');
    await expect(
      all(portal.service.run('deploy', input, { authorization, token })),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('EnvironmentService.resume'),
    });
    expect(account.statuses('copied')).toEqual([]);
  });

  it('is valid only for its initiator', async () => {
    await made('guarded');
    const input = { suffix: 'guarded', confirm: 'guarded' };
    const [byMia, byService] = [
      await permit('teardown', input, 'mia'),
      await permit('teardown', input, 'service'),
    ];
    // ada is in the group, too, but needs a separate authorization.
    for (const who of ['otto', 'ada', 'service', 'unauthenticated']) {
      await expect(resume(byMia, input, who)).resolves.toBeUndefined();
    }
    await expect(resume(byService, input, 'mia')).resolves.toBeUndefined();
    expect(account.statuses('guarded')).toEqual(['CREATE_COMPLETE']);

    const progress = await resume(byService, input, 'service');
    await expect(end(progress!)).resolves.toMatchObject({
      environment: { status: 'deleted' },
    });
  });

  it('starts no operation if its initiator is no longer authorized', async () => {
    await made('handed-over');
    const change = { suffix: 'handed-over', backupRetentionDays: 9 };
    const kept = await permit('deploy', change, 'mia');
    await transfer('handed-over', OTHERS);
    portal.audited.length = 0;

    await expect(resume(kept, change, 'mia')).rejects.toMatchObject({
      name: expect.stringMatching(/^(NotAllowed|Conflict)Error$/),
    });
    await expect(ownerOf('handed-over')).resolves.toBe(OTHERS);
  });

  it('starts with the current owner of the environment', async () => {
    await made('renewed');
    const change = { suffix: 'renewed', backupRetentionDays: 9 };
    const kept = await permit('deploy', change, 'ada');
    await transfer('renewed', 'group:default/platform');

    const progress = await resume(kept, change, 'ada');
    await expect(end(progress!)).resolves.toMatchObject({
      operation: 'update',
      environment: { owner: 'group:default/platform', backupRetentionDays: 9 },
    });
  });

  it('keeps the owner of a transfer between authorization and change', async () => {
    await made('between');
    const { service } = portal;
    const change = { suffix: 'between', backupRetentionDays: 9 };
    const authorization = await service.authorize('deploy', change, {
      credentials: WHO.mia,
    });
    await transfer('between', OTHERS);
    await end(
      service.run('deploy', change, { authorization, token: account.token() }),
    );
    await expect(ownerOf('between')).resolves.toBe(OTHERS);
  });

  it('follows its operation after the token of its initiator has expired', async () => {
    const input = { suffix: 'expired', owner: PAYMENTS };
    const kept = await permit('deploy', input, 'mia');
    // Another process, for which the initiator's token has expired.
    const begin = () =>
      portal.service
        .resume(kept, input, { credentials: WHO.mia })
        .then(authorization =>
          begun(
            portal.service.run('deploy', input, {
              authorization: authorization!,
              token: kept.token,
            }),
          ),
        );
    account.sandbox.clock.setSpeed(0);
    await begin();
    portal = testPortal(account.engine().engine);
    const expired = new Error('401 Unauthorized');
    portal.permissions.authorizeConditional.mockRejectedValue(expired);
    portal.userInfo.getUserInfo.mockRejectedValue(expired);

    const progress = await resume(kept, input, 'mia');
    account.sandbox.clock.setSpeed(FAST);
    await expect(end(progress!)).resolves.toMatchObject({
      operation: 'create',
      environment: { owner: PAYMENTS, requestedBy: 'user:default/mia' },
    });
    expect(portal.audited).toEqual([
      'environment-deploy by user:default/mia started',
      'environment-deploy by user:default/mia succeeded',
    ]);

    const never = { ...kept, token: account.token() };
    await expect(resume(never, input, 'mia')).rejects.toBe(expired);
  });

  it('of a deployment whose synthesis failed starts it again, for its initiator', async () => {
    const input = { suffix: 'crashed' };
    const kept = await permit('deploy', input, 'mia');
    await writeFile(crashFile, '');
    const progress = await resume(kept, input, 'mia');
    await expect(all(progress!)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /synthesis worker ended.*Nothing was done/,
      ),
    });
    await rm(crashFile);

    await expect(resume(kept, input, 'otto')).resolves.toBeUndefined();
    portal.permissions.authorizeConditional.mockClear();
    const again = await resume(kept, input, 'mia');
    expect(portal.permissions.authorizeConditional).toHaveBeenCalled();
    await expect(end(again!)).resolves.toMatchObject({ operation: 'create' });
    expect(account.statuses('crashed')).toEqual(['CREATE_COMPLETE']);
  });
});

/** The test stack, whose synthesis ends the worker while there is a file of that name. */
async function crashingStack(directory: string, crashFile: string) {
  const file = join(directory, 'crashingStack.js');
  await writeFile(
    file,
    `const stack = require(${JSON.stringify(
      require.resolve('../__testUtils__/testStack'),
    )});
     module.exports = {
       ...stack,
       synthesizer: __filename,
       synthesize: input => {
         if (require('node:fs').existsSync(${JSON.stringify(
           crashFile,
         )})) process.exit(7);
         return stack.synthesize(input);
       },
     };`,
  );
  return file;
}
