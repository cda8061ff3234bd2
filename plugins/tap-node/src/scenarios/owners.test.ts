import { request, end, TestAccount } from '../__testUtils__/TestAccount';
import { testPortal, WHO } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);

const PAYMENTS = 'group:default/payments';
const UNKNOWN = 'group:default/doesnotexist';

describe('owners', () => {
  let account: TestAccount;
  let portal: ReturnType<typeof testPortal>;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 2_000 });
    const { engine } = account.engine();
    portal = testPortal(engine);
    const put = (suffix: string, owner: string) =>
      end(engine.run('deploy', request(suffix), account.by('olga', { owner })));
    await put('shared', PAYMENTS);
    await put('stranded', 'group:default/dissolved');
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(async () => {
    await account.stop();
  });

  const deploy = (fields: object, who: string) =>
    portal.service.authorize(
      'deploy',
      { suffix: 'new', ...fields },
      { credentials: WHO[who] },
    );
  const transfer = (owner: string, who: string, suffix = 'shared') =>
    portal.service.authorize(
      'transfer',
      { suffix, owner },
      { credentials: WHO[who] },
    );

  it.each([
    ['mia', 'user:default/mia'],
    ['root', 'user:default/root'],
    ['service', PAYMENTS],
  ])(
    'that are not in the catalog are rejected for %s',
    async (who, example) => {
      account.sandbox.calls.reset();
      const message = `owner: '${UNKNOWN}' is not in the catalog; nothing was done. Use the entity ref of a group or user in the catalog, for example owner: ${example}`;
      for (const attempt of [
        () => deploy({ owner: UNKNOWN }, who),
        () => deploy({ suffix: 'shared', owner: UNKNOWN }, who),
        () => transfer(UNKNOWN, who),
        () =>
          portal.service.plan(
            { suffix: 'new', owner: UNKNOWN },
            { credentials: WHO[who] },
          ),
      ]) {
        await expect(attempt()).rejects.toMatchObject({
          name: 'InputError',
          message,
        });
      }
      expect(account.sandbox.calls.total('cloudformation:CreateStack')).toBe(0);
    },
  );

  it('need no entity if they are in the token of the sign-in', async () => {
    await expect(deploy({}, 'fresh')).resolves.toMatchObject({
      owner: 'user:development/guest',
    });
    for (const owner of [
      'user:development/guest',
      'group:development/guests',
    ]) {
      await expect(deploy({ owner }, 'fresh')).resolves.toMatchObject({
        owner,
      });
    }
  });

  it.each([
    ['mail', 'user:default/jo@example.com'],
    ['long', `user:default/${'x'.repeat(64)}`],
  ])(
    'cannot be a user (%s) whose name the catalog does not accept',
    async (who, ref) => {
      account.sandbox.calls.reset();
      for (const attempt of [
        () => deploy({}, who),
        () => portal.service.plan({ suffix: 'new' }, { credentials: WHO[who] }),
      ]) {
        await expect(attempt()).rejects.toMatchObject({
          name: 'InputError',
          message: `owner: is missing, and you cannot be the owner as '${ref}'; nothing was done. An owner must be the entity ref of a group or user, whose name has at most 63 letters, digits, hyphens, underscores or periods. Name a group, for example owner: ${PAYMENTS}, or ask an administrator for a sign-in as a user of the catalog.`,
        });
      }
      await expect(deploy({ owner: ref }, who)).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(
          /owner.* must be the entity ref of a group or user, whose name/,
        ),
      });
      expect(account.sandbox.calls.total('cloudformation:CreateStack')).toBe(0);
      const options = await portal.service.options({ credentials: WHO[who] });
      expect(options.requester).toBeUndefined();
      expect(options.ownershipRefs).not.toContain(ref);
    },
  );

  it('can be a group of such a user', async () => {
    const created = { suffix: 'by-mail', owner: PAYMENTS };
    const authorization = await deploy(created, 'mail');
    const { environment } = await end(
      portal.service.run('deploy', created, {
        authorization,
        token: 'by-mail',
      }),
    );
    expect(environment).toMatchObject({
      owner: PAYMENTS,
      requestedBy: 'user:default/jo@example.com',
    });
  });

  it('are compared case-insensitively', async () => {
    await expect(
      deploy({ owner: 'Group:Default/PAYMENTS' }, 'mia'),
    ).resolves.toMatchObject({ owner: PAYMENTS });
    await expect(deploy({ owner: PAYMENTS }, 'kim')).resolves.toMatchObject({
      initiator: 'user:default/kim',
      owner: PAYMENTS,
    });
    const legacy = 'group:default/legacy';
    await expect(deploy({ owner: legacy }, 'kim')).resolves.toMatchObject({
      owner: legacy,
    });
    await expect(deploy({}, 'kim')).resolves.toMatchObject({
      owner: 'user:default/kim',
    });
    await expect(transfer('OTHERS', 'kim')).resolves.toMatchObject({
      owner: 'group:default/others',
    });
  });

  it('may receive an environment from a user who is not a member', async () => {
    await expect(
      transfer('group:default/others', 'mia'),
    ).resolves.toMatchObject({ owner: 'group:default/others' });
  });

  it('are read with the credentials of the plugin', async () => {
    const read = jest.spyOn(portal.catalog, 'getEntityByRef');
    await transfer('group:default/others', 'mia');
    expect(read).toHaveBeenCalledWith('group:default/others', {
      credentials: expect.objectContaining({
        principal: { type: 'service', subject: 'plugin:test' },
      }),
    });
  });

  it('cannot be checked without the catalog, and the request is rejected', async () => {
    jest
      .spyOn(portal.catalog, 'getEntityByRef')
      .mockRejectedValue(new Error('connect ECONNREFUSED'));
    for (const attempt of [
      () => deploy({ owner: PAYMENTS }, 'root'),
      () => transfer('group:default/others', 'mia'),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(
          /^owner: the catalog cannot be read.*nothing was done\. Try again/,
        ),
      });
    }
    await expect(deploy({}, 'mia')).resolves.toMatchObject({
      owner: 'user:default/mia',
    });
  });

  it('that were removed do not block administrators', async () => {
    const owner = 'group:default/dissolved';
    await expect(
      deploy({ suffix: 'stranded', owner, size: 'medium' }, 'root'),
    ).resolves.toMatchObject({ owner });
    await expect(transfer(PAYMENTS, 'root', 'stranded')).resolves.toMatchObject(
      { owner: PAYMENTS },
    );
    await expect(
      portal.service.authorize(
        'teardown',
        { suffix: 'stranded', confirm: 'stranded' },
        { credentials: WHO.root },
      ),
    ).resolves.toMatchObject({ owner });
  });
});
