import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Retention } from '@tap/plugin-tap-common';
import { request, end, TestAccount } from './__testUtils__/TestAccount';
import { testPortal, WHO } from './__testUtils__/TestPortal';
import { EnvironmentOperation } from './EnvironmentService';

jest.setTimeout(60_000);

const PAYMENTS = 'group:default/payments';

/** What each operation is given. */
const INPUT: Record<string, (suffix: string) => object> = {
  deploy: suffix => ({ suffix, size: 'small', retention: 'retain' }),
  release: suffix => ({ suffix, size: 'micro', retention: 'destroy' }),
  teardown: suffix => ({ suffix, confirm: suffix }),
  extend: suffix => ({ suffix, expiresIn: '7d' }),
  transfer: suffix => ({ suffix, owner: 'group:default/others' }),
};

/**
 * Outcome of `authorize` for each operation, by who asks and the environment's retention: the environment was asked for
 * by olga and is owned by the group payments, which mia and ada are in; ada is an administrator.
 */
const MATRIX: Array<
  [
    operation: string,
    who: string,
    destroy: string,
    snapshot: string,
    retain: string,
  ]
> = [
  // The requester no longer owns it, so she may not change it.
  ['deploy', 'olga', 'NotAllowedError', 'NotAllowedError', 'NotAllowedError'],
  ['deploy', 'mia', 'ok', 'ok', 'ok'],
  ['deploy', 'ada', 'ok', 'ok', 'ok'],
  ['deploy', 'otto', 'ConflictError', 'ConflictError', 'ConflictError'],
  ['deploy', 'guest', 'ConflictError', 'ConflictError', 'ConflictError'],
  ['deploy', 'service', 'ok', 'ok', 'ok'],
  ['deploy', 'nobody', 'NotAllowedError', 'NotAllowedError', 'NotAllowedError'],
  ['release', 'olga', 'NotAllowedError', 'NotAllowedError', 'NotAllowedError'],
  ['release', 'mia', 'ok', 'ok', 'NotAllowedError'],
  ['release', 'ada', 'ok', 'ok', 'ok'],
  ['release', 'otto', 'ConflictError', 'ConflictError', 'ConflictError'],
  ['release', 'service', 'ok', 'ok', 'NotAllowedError'],
  [
    'release',
    'nobody',
    'NotAllowedError',
    'NotAllowedError',
    'NotAllowedError',
  ],
  ['teardown', 'olga', 'NotAllowedError', 'NotAllowedError', 'NotAllowedError'],
  ['teardown', 'mia', 'ok', 'ok', 'ConflictError'],
  ['teardown', 'ada', 'ok', 'ok', 'ConflictError'],
  ['teardown', 'otto', 'NotAllowedError', 'NotAllowedError', 'NotAllowedError'],
  [
    'teardown',
    'guest',
    'NotAllowedError',
    'NotAllowedError',
    'NotAllowedError',
  ],
  ['teardown', 'service', 'ok', 'ok', 'ConflictError'],
  [
    'teardown',
    'nobody',
    'NotAllowedError',
    'NotAllowedError',
    'NotAllowedError',
  ],
  ['extend', 'mia', 'ok', 'ok', 'ok'],
  ['extend', 'otto', 'NotAllowedError', 'NotAllowedError', 'NotAllowedError'],
  ['extend', 'guest', 'NotAllowedError', 'NotAllowedError', 'NotAllowedError'],
  ['extend', 'service', 'ok', 'ok', 'ok'],
  ['extend', 'nobody', 'NotAllowedError', 'NotAllowedError', 'NotAllowedError'],
  ['transfer', 'mia', 'ok', 'ok', 'ok'],
  ['transfer', 'otto', 'NotAllowedError', 'NotAllowedError', 'NotAllowedError'],
  [
    'transfer',
    'guest',
    'NotAllowedError',
    'NotAllowedError',
    'NotAllowedError',
  ],
  ['transfer', 'service', 'ok', 'ok', 'ok'],
  [
    'transfer',
    'nobody',
    'NotAllowedError',
    'NotAllowedError',
    'NotAllowedError',
  ],
];

const RETENTIONS: Retention[] = ['destroy', 'snapshot', 'retain'];

describe('who may do what', () => {
  let account: TestAccount;
  let portal: ReturnType<typeof testPortal>;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 500 });
    const { engine } = account.engine();
    portal = testPortal(engine);
    for (const retention of RETENTIONS) {
      await end(
        engine.deploy(
          request(`a-${retention}`, { retention }),
          account.by('olga', { owner: PAYMENTS }),
        ),
      );
    }
  });
  afterAll(async () => {
    await account.stop();
  });

  async function outcome(
    operation: string,
    input: object,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const name = operation === 'release' ? 'deploy' : operation;
    return portal.service
      .authorize(name as EnvironmentOperation, input, { credentials })
      .then(
        () => 'ok',
        error => error.name,
      );
  }

  it.each(MATRIX)(
    '%s by %s: destroy %s, snapshot %s, retain %s',
    async (operation, who, ...expected) => {
      const outcomes = await Promise.all(
        RETENTIONS.map(retention =>
          outcome(operation, INPUT[operation](`a-${retention}`), WHO[who]),
        ),
      );
      expect(outcomes).toEqual(expected);
    },
  );

  it('tells every refusal to the audit trail', async () => {
    portal.audited.length = 0;
    await outcome('teardown', INPUT.teardown('a-destroy'), WHO.otto);
    expect(portal.audited).toEqual([
      'environment-teardown by user:default/otto started',
      'environment-teardown by user:default/otto failed',
    ]);
  });

  it('lets nobody own what a service asks for without an owner', async () => {
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

  it('gives a new environment to who asks, and leaves an owner as it is', async () => {
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
      acknowledgedRetained: false,
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

  it('holds an authorization good for what it was given for only', async () => {
    const authorization = await portal.service.authorize(
      'teardown',
      INPUT.teardown('a-destroy'),
      { credentials: WHO.mia },
    );
    const token = account.token();
    const others = [
      portal.service.teardown(INPUT.teardown('a-snapshot'), {
        authorization,
        token,
      }),
      portal.service.extend(INPUT.extend('a-destroy'), {
        authorization,
        token,
      }),
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
    [{ suffix: 'orders', size: 'huge' }, /size: must be one of/],
    [{ suffix: 'orders', owner: 'component:x' }, /owner: .*for example group:/],
    [{ suffix: 'orders', colour: 'red' }, /colour: no such field/],
    [{ suffix: 'orders', target: 'mars' }, /target: there is no target 'mars'/],
  ])('refuses bad input %j before any AWS call', async (input, message) => {
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
