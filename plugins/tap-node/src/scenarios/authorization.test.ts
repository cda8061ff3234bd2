import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  OperationBody,
  OperationInput,
  OperationName,
  Retention,
} from '@tap/plugin-tap-common';
import { request, end, TestAccount } from '../__testUtils__/TestAccount';
import { testPortal, WHO } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);

const PAYMENTS = 'group:default/payments';

/**
 * Requests of each operation for the environment with the suffix. `keep` changes a detail and sets neither size nor
 * retention; `release` ends a protection, and is a normal change if there is none.
 */
const OPERATIONS = {
  keep: deploy({ backupRetentionDays: 9 }),
  resize: deploy({ size: 'medium' }),
  protect: deploy({ retention: 'retain' }),
  release: deploy({ retention: 'destroy' }),
  extend: authorize('extend', { expiresIn: '7d' }),
  transfer: authorize('transfer', { owner: 'group:default/others' }),
  stop: authorize('stop', {}),
  start: authorize('start', {}),
  teardown: teardown({}),
  'teardown, acknowledged': teardown({ acknowledgeRetained: true }),
  read: ({ service }: Portal, suffix: string, credentials: Asking) =>
    service.get({ suffix }, { credentials }),
  drift: ({ service }: Portal, suffix: string, credentials: Asking) =>
    service.drift({ suffix }, { credentials }),
};

/**
 * The caller: a user and the prefix of environments of the group payments (`a-…`) or of the user olga (`o-…`). olga
 * requested all of them, mia is in payments, and root is an administrator and in no other group.
 */
const ASKING: Record<string, [who: string, prefix: string]> = {
  owner: ['olga', 'o'],
  requester: ['olga', 'a'],
  member: ['mia', 'a'],
  admin: ['root', 'a'],
  other: ['otto', 'a'],
  guest: ['guest', 'a'],
  service: ['service', 'a'],
  unauthenticated: ['unauthenticated', 'a'],
};

/** The columns of the matrix; `released` was protected before, and has the retention `destroy` now. */
const ENVIRONMENTS = ['destroy', 'snapshot', 'retain', 'released'] as const;

const OUTCOMES: Record<string, string> = {
  ok: 'ok',
  no: 'NotAllowedError',
  conflict: 'ConflictError',
};

const CHANGE = {
  owner: 'ok ok ok ok',
  // After a transfer, the previous owner may not change the environment.
  requester: 'no no no no',
  member: 'ok ok ok ok',
  admin: 'ok ok ok ok',
  service: 'ok ok ok ok',
  unauthenticated: 'no no no no',
};
/** A request for an environment of other users is a request for a taken name. */
const REQUEST = {
  ...CHANGE,
  other: 'conflict conflict conflict conflict',
  guest: 'conflict conflict conflict conflict',
};
const COMMAND = { ...CHANGE, other: 'no no no no', guest: 'no no no no' };
const LOOK = {
  owner: 'ok ok ok ok',
  requester: 'ok ok ok ok',
  member: 'ok ok ok ok',
  admin: 'ok ok ok ok',
  other: 'ok ok ok ok',
  guest: 'ok ok ok ok',
  service: 'ok ok ok ok',
  unauthenticated: 'no no no no',
};

/** The expected result of each operation, by caller and environment. */
const MATRIX: Record<keyof typeof OPERATIONS, Record<string, string>> = {
  keep: REQUEST,
  resize: REQUEST,
  protect: REQUEST,
  release: {
    ...REQUEST,
    owner: 'ok ok no ok',
    member: 'ok ok no ok',
    service: 'ok ok no ok',
  },
  extend: COMMAND,
  transfer: COMMAND,
  stop: COMMAND,
  start: COMMAND,
  teardown: {
    ...COMMAND,
    owner: 'ok ok conflict conflict',
    member: 'ok ok conflict conflict',
    admin: 'ok ok conflict conflict',
    service: 'ok ok conflict conflict',
  },
  'teardown, acknowledged': {
    ...COMMAND,
    owner: 'ok ok conflict ok',
    member: 'ok ok conflict ok',
    admin: 'ok ok conflict ok',
    service: 'ok ok conflict ok',
  },
  read: LOOK,
  drift: LOOK,
};

type Portal = ReturnType<typeof testPortal>;
type Asking = BackstageCredentials;

function authorize(operation: OperationName, fields: object) {
  return ({ service }: Portal, suffix: string, credentials: Asking) =>
    service.authorize(operation, { suffix, ...fields }, { credentials });
}

function deploy(fields: object) {
  return authorize('deploy', fields);
}

function teardown(fields: object) {
  return (portal: Portal, suffix: string, credentials: Asking) =>
    authorize('teardown', { confirm: suffix, ...fields })(
      portal,
      suffix,
      credentials,
    );
}

const RETENTIONS: Retention[] = ['destroy', 'snapshot', 'retain'];

describe('authorization of operations', () => {
  let account: TestAccount;
  let portal: Portal;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 2_000 });
    const { engine } = account.engine();
    portal = testPortal(engine);
    const put = (name: string, owner: string, retention: Retention) =>
      end(
        engine.run(
          'deploy',
          request(name, { retention }),
          account.by('olga', { owner }),
        ),
      );
    for (const [prefix, owner] of [
      ['a', PAYMENTS],
      ['o', 'user:default/olga'],
    ]) {
      for (const retention of RETENTIONS) {
        await put(`${prefix}-${retention}`, owner, retention);
      }
      await put(`${prefix}-released`, owner, 'retain');
      await put(`${prefix}-released`, owner, 'destroy');
    }
  });
  afterAll(async () => {
    await account.stop();
  });

  const outcome = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'ok',
      error => error.name,
    );

  const cases = Object.entries(MATRIX).flatMap(([operation, byWho]) =>
    Object.entries(byWho).map(
      ([who, expected]) =>
        [
          operation as keyof typeof OPERATIONS,
          who,
          expected.split(' ').map(name => OUTCOMES[name]),
        ] as const,
    ),
  );

  it('is required for every operation and caller', () => {
    for (const byWho of Object.values(MATRIX)) {
      expect(Object.keys(byWho).sort()).toEqual(Object.keys(ASKING).sort());
    }
  });

  it.each(cases)('%s by %s: %j', async (operation, asking, expected) => {
    const [who, prefix] = ASKING[asking];
    const outcomes = await Promise.all(
      ENVIRONMENTS.map(name =>
        outcome(OPERATIONS[operation](portal, `${prefix}-${name}`, WHO[who])),
      ),
    );
    expect(outcomes).toEqual(expected);
  });

  it.each([
    ['mia', 'ok'],
    ['root', 'ok'],
    ['service', 'ok'],
    ['olga', 'NotAllowedError'],
    ['guest', 'NotAllowedError'],
    ['unauthenticated', 'NotAllowedError'],
  ])(
    'create for the group payments by %s: %s, for any retention',
    async (who, expected) => {
      for (const retention of [undefined, ...RETENTIONS]) {
        const input = { suffix: 'new', retention, owner: PAYMENTS };
        await expect(
          outcome(
            portal.service.authorize('deploy', input, {
              credentials: WHO[who],
            }),
          ),
        ).resolves.toBe(expected);
      }
    },
  );

  it('names an owner that the user may choose instead', async () => {
    await expect(
      portal.service.authorize(
        'deploy',
        { suffix: 'new', owner: PAYMENTS },
        { credentials: WHO.otto },
      ),
    ).rejects.toThrow(
      "You may not create the environment 'new' for the owner group:default/payments (permission tap.environment.create); nothing was done. Choose yourself or one of your groups as the owner, for example owner: user:default/otto",
    );
  });

  it('discloses to other users only that the suffix is taken', async () => {
    await expect(
      OPERATIONS.keep(portal, 'a-destroy', WHO.otto),
    ).rejects.toThrow(
      "suffix: 'a-destroy' is taken on target 'sandbox' (requested by user:default/olga); nothing was done. Choose another one, for example a-destroy-2",
    );
  });

  it.each(['mia', 'root', 'service'])(
    'rejects %s for every operation on a stack of another portal',
    async who => {
      const suffix = `foreign-${who}`;
      const foreign = account.engine({ portal: 'another' }).engine;
      await end(
        foreign.run(
          'deploy',
          request(suffix),
          account.by('mia', { owner: PAYMENTS }),
        ),
      );
      const { service } = portal;
      const options = { credentials: WHO[who] };
      const change = async <N extends OperationName>(
        operation: N,
        fields: OperationBody<N>,
      ) => {
        const input = { suffix, ...fields } as OperationInput<N>;
        const authorization = await service.authorize(
          operation,
          input,
          options,
        );
        const token = account.token();
        await end(service.run(operation, input, { authorization, token }));
      };
      account.sandbox.calls.reset();
      for (const attempt of [
        () => OPERATIONS.keep(portal, suffix, WHO[who]),
        () => service.check('teardown', { suffix, confirm: suffix }, options),
        () => change('extend', { expiresIn: '7d' }),
        () => change('transfer', { owner: 'group:default/others' }),
      ]) {
        await expect(outcome(attempt())).resolves.toMatch(
          /^(Conflict|NotAllowed)Error$/,
        );
      }
      expect(account.statuses(suffix)).toEqual(['CREATE_COMPLETE']);
      expect(account.sandbox.calls.total('cloudformation:UpdateStack')).toBe(0);
    },
  );

  it('requires an acknowledgement for the teardown of an environment that was protected before', async () => {
    const tearDown = (fields: object) =>
      portal.service.authorize(
        'teardown',
        { suffix: 'a-released', confirm: 'a-released', ...fields },
        { credentials: WHO.service },
      );
    await expect(tearDown({})).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('acknowledgeRetained: true'),
      findings: [{ code: 'was-retained' }],
    });
    await expect(
      tearDown({ acknowledgeRetained: true }),
    ).resolves.toMatchObject({ operation: 'teardown' });
    // An expiry is not an acknowledgement.
    const onlyIfExpired = '2026-01-01T00:00:00.000Z';
    await expect(tearDown({ onlyIfExpired })).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await expect(
      tearDown({ onlyIfExpired, acknowledgeRetained: true }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  it('audits every rejection', async () => {
    portal.audited.length = 0;
    await outcome(OPERATIONS.teardown(portal, 'a-destroy', WHO.otto));
    expect(portal.audited).toEqual([
      'environment-teardown by user:default/otto started',
      'environment-teardown by user:default/otto failed',
    ]);
  });

  it('rejects a request of a service without an owner', async () => {
    await expect(
      portal.service.authorize(
        'deploy',
        { suffix: 'new' },
        { credentials: WHO.service },
      ),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/owner: is missing.*group:default/),
    });
    await expect(
      portal.service.authorize(
        'deploy',
        { suffix: 'new', owner: 'payments' },
        { credentials: WHO.service },
      ),
    ).resolves.toMatchObject({
      owner: PAYMENTS,
      initiator: 'service:external:ci',
    });
  });

  it('makes the requester the owner of a new environment, and keeps an existing owner', async () => {
    await expect(
      portal.service.authorize(
        'deploy',
        { suffix: 'new' },
        { credentials: WHO.mia },
      ),
    ).resolves.toEqual({
      operation: 'deploy',
      suffix: 'new',
      target: 'sandbox',
      initiator: 'user:default/mia',
      owner: 'user:default/mia',
      ownershipRefs: ['user:default/mia', PAYMENTS],
    });
    await expect(
      portal.service.authorize(
        'deploy',
        { suffix: 'a-destroy' },
        { credentials: WHO.mia },
      ),
    ).resolves.toMatchObject({
      owner: PAYMENTS,
      stackId: expect.stringContaining('TapStack-a-destroy'),
    });
  });

  it.each(['restart', 'constructor', '__proto__', ''])(
    "rejects '%s', which is not an operation, and makes no call",
    async name => {
      const operation = name as OperationName;
      const ref = { suffix: 'a-destroy', target: 'sandbox' };
      const { service } = portal;
      const authorization = {
        ...ref,
        operation,
        initiator: 'user:default/ada',
        owner: PAYMENTS,
      };
      const by = { credentials: WHO.ada };
      account.sandbox.calls.reset();
      for (const attempt of [
        service.authorize(operation, ref, by),
        service.check(operation, ref as any, by),
        end(service.run(operation, ref as any, { authorization, token: 't' })),
      ]) {
        await expect(attempt).rejects.toMatchObject({
          name: 'InputError',
          message: expect.stringContaining(
            'it must be one of deploy, teardown, extend, transfer',
          ),
        });
      }
      expect(account.sandbox.calls.total()).toBe(0);
    },
  );

  it('accepts an authorization only for its operation and environment', async () => {
    const confirmed = (suffix: string) => ({ suffix, confirm: suffix });
    const authorization = await portal.service.authorize(
      'teardown',
      confirmed('a-destroy'),
      { credentials: WHO.mia },
    );
    const options = { authorization, token: account.token() };
    const extension = { suffix: 'a-destroy', expiresIn: '7d' };
    const others = [
      portal.service.run('teardown', confirmed('a-snapshot'), options),
      portal.service.run('extend', extension, options),
    ];
    for (const other of others) {
      await expect(end(other)).rejects.toMatchObject({
        name: 'NotAllowedError',
      });
    }
    expect(account.statuses('a-destroy')).toEqual(['CREATE_COMPLETE']);
  });

  it.each([
    [{ suffix: 'Bad_Suffix' }, /suffix: must be lower-case/],
    [
      { suffix: 'orders', size: 'huge' },
      /size: 'huge' is not on offer .* must be one of micro, small, medium, large, for example size: micro/,
    ],
    [{ suffix: 'orders', owner: 'component:x' }, /owner: .*for example group:/],
    [{ suffix: 'orders', colour: 'red' }, /colour: no such field/],
    [{ suffix: 'orders', target: 'mars' }, /target: there is no target 'mars'/],
  ])('rejects invalid input %j before any AWS call', async (input, message) => {
    account.sandbox.calls.reset();
    await expect(
      portal.service.authorize('deploy', input, { credentials: WHO.mia }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    expect(account.sandbox.calls.total()).toBe(0);
  });
});
