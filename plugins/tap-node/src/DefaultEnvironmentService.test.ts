import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  OperationBody,
  OperationInput,
  OperationName,
} from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import {
  all,
  begun,
  end,
  request,
  TestAccount,
  confirmed,
} from './__testUtils__/TestAccount';
import { testPortal, WHO } from './__testUtils__/TestPortal';
import {
  createEnvironmentConditionalDecision,
  environmentConditions,
} from './permissions';

jest.setTimeout(60_000);

describe('DefaultEnvironmentService', () => {
  let account: TestAccount;
  let portal: ReturnType<typeof testPortal>;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 2_000 });
    portal = testPortal(account.engine().engine);
  });
  afterEach(() => account.sandbox.faults.clear());
  afterAll(async () => {
    await account.stop();
  });

  async function deploy(input: { suffix: string }, who = WHO.mia) {
    const { service } = portal;
    const authorization = await service.authorize('deploy', input, {
      credentials: who,
    });
    return all(
      service.run('deploy', input, {
        authorization,
        token: account.token(),
        taskId: 'task-1',
      }),
    );
  }

  it('runs a complete lifecycle with audit and change events', async () => {
    const { service, audited, auditor, published } = portal;
    const events = await deploy({ suffix: 'life' });
    expect(events[events.length - 1]).toMatchObject({
      type: 'completed',
      environment: {
        owner: 'user:default/mia',
        requestedBy: 'user:default/mia',
        lastTaskId: 'task-1',
      },
    });
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'environment-deploy',
      severityLevel: 'medium',
      meta: {
        initiator: 'user:default/mia',
        owner: 'user:default/mia',
        suffix: 'life',
        target: 'sandbox',
        taskId: 'task-1',
      },
    });
    const credentials = WHO.mia;
    const run = async <N extends OperationName>(
      operation: N,
      fields: OperationBody<N>,
    ) => {
      const input = { suffix: 'life', ...fields } as OperationInput<N>;
      const authorization = await service.authorize(operation, input, {
        credentials,
      });
      const options = { authorization, token: account.token() };
      return end(service.run(operation, input, options));
    };
    const extended = await run('extend', { expiresIn: '2d' });
    const days =
      (Date.parse(extended.environment.expiresAt!) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(2);
    await expect(
      run('transfer', { owner: 'group:default/payments' }),
    ).resolves.toMatchObject({
      environment: {
        owner: 'group:default/payments',
        expiresAt: extended.environment.expiresAt,
      },
    });
    await expect(run('teardown', { confirm: 'life' })).resolves.toMatchObject({
      environment: { status: 'deleted' },
    });
    expect(audited).toEqual(
      ['deploy', 'extend', 'transfer', 'teardown'].flatMap(operation => [
        `environment-${operation} by user:default/mia started`,
        `environment-${operation} by user:default/mia succeeded`,
      ]),
    );
    const reported = published
      .filter(({ phase }) => phase !== 'changed')
      .map(
        ({ operation, phase, environment }) =>
          `${operation} ${phase}: ${environment.status}`,
      );
    expect(reported).toEqual([
      'create accepted: creating',
      'create ended: available',
      'create settled: available',
      'update accepted: updating',
      'update ended: available',
      'update settled: available',
      'update accepted: updating',
      'update ended: available',
      'update settled: available',
      'delete accepted: deleting',
      'delete ended: deleted',
      'delete settled: deleted',
    ]);
    expect(published[published.length - 1].outcome).toEqual({
      result: 'completed',
      kept: [],
    });

    const ended = portal.recorded.flatMap(({ phase, record }) =>
      phase === 'ended' ? [record] : [],
    );
    expect(
      portal.recorded.map(({ phase, record }) => `${record.id} ${phase}`),
    ).toEqual(ended.flatMap(({ id }) => [`${id} started`, `${id} ended`]));
    expect(ended).toMatchObject([
      {
        operation: 'create',
        taskId: 'task-1',
        plan: [
          'Size: small',
          'PostgreSQL version: 17',
          'On teardown: Destroy everything',
          'Days that automated backups are kept: 1',
        ],
      },
      { operation: 'update', plan: ['Expires: 2d after the change'] },
      {
        operation: 'update',
        plan: ['Owner: user:default/mia → group:default/payments'],
        environment: { owner: 'group:default/payments' },
      },
      {
        operation: 'delete',
        plan: ['On teardown: Destroy everything'],
        environment: { status: 'deleted' },
        removed: expect.arrayContaining([
          expect.objectContaining({ resourceType: 'AWS::KMS::Key' }),
        ]),
        kept: [],
        goneAt: expect.stringMatching(/Z$/),
      },
    ]);
    for (const record of ended) {
      expect(record).toMatchObject({
        suffix: 'life',
        target: 'sandbox',
        initiator: 'user:default/mia',
        outcome: 'succeeded',
        endedAt: expect.any(String),
      });
    }
  });

  it('records a deletion that was started outside the portal, without an initiator', async () => {
    const { service, recorded } = portal;
    const { environment } = await end(
      service.run(
        'deploy',
        { suffix: 'outside', retention: 'snapshot' },
        {
          authorization: await service.authorize(
            'deploy',
            { suffix: 'outside', retention: 'snapshot' },
            { credentials: WHO.mia },
          ),
          token: account.token(),
        },
      ),
    );
    await account
      .cloudFormation()
      .send(new DeleteStackCommand({ StackName: environment.stackId }));
    recorded.length = 0;
    await all(service.follow('sandbox', environment.stackId));
    const last = recorded[recorded.length - 1];
    expect(last).toMatchObject({
      phase: 'ended',
      followed: true,
      record: {
        operation: 'delete',
        outcome: 'succeeded',
        kept: expect.arrayContaining([
          expect.objectContaining({
            resourceType: 'AWS::KMS::Key',
            monthlyUsd: 1,
          }),
        ]),
        goneAt: expect.any(String),
      },
    });
    expect(last.record).not.toHaveProperty('initiator');

    // The same if the deletion has ended before the portal looks.
    await all(service.follow('sandbox', environment.stackId));
    expect(recorded[recorded.length - 1].record).toMatchObject({
      operation: 'delete',
      kept: last.record.kept,
    });
  });

  it('checks the history of an environment against its recorded owner', async () => {
    const candidates = [
      sampleEnvironment(),
      sampleEnvironment({ owner: 'user:default/otto' }),
    ];
    const readable = (credentials: typeof WHO.mia) =>
      portal.service.withHistory(candidates, { credentials });
    await expect(readable(WHO.mia)).resolves.toEqual([candidates[0]]);
    await expect(readable(WHO.root)).resolves.toEqual(candidates);
  });

  it('audits a failure, and publishes the cause and that the environment is deleted', async () => {
    portal.audited.length = 0;
    portal.published.length = 0;
    account.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Topic',
      action: 'create',
      reason: 'no topics',
    });
    await expect(deploy({ suffix: 'unlucky' })).rejects.toThrow(/no topics/);
    expect(portal.audited).toEqual([
      'environment-deploy by user:default/mia started',
      'environment-deploy by user:default/mia failed',
    ]);
    expect(portal.published[portal.published.length - 1]).toMatchObject({
      operation: 'create',
      phase: 'settled',
      environment: { suffix: 'unlucky', status: 'deleted' },
      outcome: {
        result: 'failed',
        message: expect.stringMatching(/no topics/),
      },
    });
    expect(portal.recorded[portal.recorded.length - 1]).toMatchObject({
      phase: 'ended',
      record: {
        suffix: 'unlucky',
        operation: 'create',
        outcome: 'failed',
        reason: expect.stringContaining('no topics'),
        goneAt: expect.any(String),
      },
    });
  });

  it('continues if events cannot be published', async () => {
    portal.events.publish.mockRejectedValueOnce(new Error('no bus'));
    const events = await deploy({ suffix: 'unheard' });
    expect(events[events.length - 1]).toMatchObject({ type: 'completed' });
  });

  it('returns only environments that the caller may read', async () => {
    await deploy({ suffix: 'mias' });
    await deploy({ suffix: 'ottos' }, WHO.otto);
    const { service, permissions } = portal;
    const onlyOwn = (who: string) =>
      permissions.authorizeConditional.mockImplementation(async questions =>
        questions.map(({ permission }) =>
          createEnvironmentConditionalDecision(
            permission as any,
            environmentConditions.isOwner({ owners: [`user:default/${who}`] }),
          ),
        ),
      );
    onlyOwn('otto');
    const asking = { credentials: WHO.otto };
    const { items } = await service.list(asking);
    expect(items.map(e => e.suffix)).toEqual(['ottos']);
    await expect(service.get({ suffix: 'mias' }, asking)).rejects.toMatchObject(
      { name: 'NotFoundError' },
    );
    await expect(service.progress({ suffix: 'mias' }, asking)).resolves.toEqual(
      { done: 0, total: 0, events: [] },
    );
    await expect(
      service.authorize(
        'teardown',
        { suffix: 'mias', confirm: 'mias' },
        asking,
      ),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      service.availability({ suffix: 'mias' }, asking),
    ).resolves.toEqual({
      available: false,
      reason: "suffix: 'mias' is taken on target 'sandbox'",
    });
    permissions.authorizeConditional.mockResolvedValue([
      { result: AuthorizeResult.ALLOW },
    ]);
    await expect(
      service.progress({ suffix: 'mias' }, asking),
    ).resolves.toMatchObject({ environment: { suffix: 'mias' } });
    await expect(
      service.availability({ suffix: 'mias' }, asking),
    ).resolves.toMatchObject({ available: false, canBeChanged: true });
    await expect(
      service.availability({ suffix: 'free' }, asking),
    ).resolves.toEqual({ available: true });
    await expect(
      service.availability({ suffix: '-x' }, asking),
    ).resolves.toEqual({
      available: false,
      reason: expect.stringMatching(/^suffix: /),
    });
  });

  it('reports names of environments that the caller may change', async () => {
    const { engine } = account.engine();
    const { service } = testPortal(engine);
    const owner = 'group:default/payments';
    const foreign = account.engine({ portal: 'another' }).engine;
    await end(
      foreign.run('deploy', request('elsewhere'), account.by('mia', { owner })),
    );
    await end(
      engine.run('deploy', request('shared'), account.by('olga', { owner })),
    );
    const availability = (suffix: string, who: string) =>
      service.availability({ suffix }, { credentials: WHO[who] });
    const taken = (suffix: string) => ({
      available: false,
      reason: `suffix: '${suffix}' is taken on target 'sandbox'`,
    });

    for (const who of ['mia', 'root', 'service']) {
      await expect(availability('shared', who)).resolves.toEqual({
        available: false,
        canBeChanged: true,
        reason: expect.stringMatching(/'shared' is taken.* would change it/),
      });
    }
    for (const who of ['otto', 'guest', 'olga']) {
      await expect(availability('shared', who)).resolves.toEqual(
        taken('shared'),
      );
    }
    for (const who of ['mia', 'root', 'service']) {
      await expect(availability('elsewhere', who)).resolves.toEqual(
        taken('elsewhere'),
      );
    }
  });

  it('checks a teardown without changes, and reports what blocks it', async () => {
    const { engine } = account.engine();
    const { service, audited } = testPortal(engine);
    const check = (suffix: string, who: string) =>
      service.check(
        'teardown',
        { suffix, confirm: suffix },
        { credentials: WHO[who] },
      );
    const leaving = { suffix: 'leaving', target: 'sandbox' };
    await end(engine.run('deploy', request('leaving'), account.by('mia')));

    account.sandbox.calls.reset();
    await expect(check('leaving', 'mia')).resolves.toBeUndefined();
    await expect(check('leaving', 'otto')).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    expect(audited).toEqual([
      'environment-teardown by user:default/otto started',
      'environment-teardown by user:default/otto failed',
    ]);
    await expect(check('nowhere', 'mia')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    expect(account.sandbox.calls.total('cloudformation:DeleteStack')).toBe(0);

    account.sandbox.clock.setSpeed(0);
    const longer = await begun(
      engine.run(
        'extend',
        { ...leaving, expiresIn: '30d' },
        {
          token: account.token(),
        },
      ),
    );
    await expect(check('leaving', 'mia')).rejects.toMatchObject({
      name: 'ConflictError',
      findings: [{ code: 'operation-in-progress' }],
    });
    await expect(
      service.availability({ suffix: 'leaving' }, { credentials: WHO.mia }),
    ).resolves.not.toHaveProperty('canBeChanged');
    account.sandbox.clock.setSpeed(500);
    await longer.outcome;
    await end(
      engine.run('teardown', confirmed(leaving), { token: account.token() }),
    );
  });

  it('returns the options for the caller', async () => {
    const options = await portal.service.options({ credentials: WHO.mia });
    expect(options).toMatchObject({
      defaultEngineVersion: '17',
      requester: 'user:default/mia',
      ownershipRefs: ['user:default/mia', 'group:default/payments'],
      targets: [
        {
          name: 'sandbox',
          isDefault: true,
          retentions: ['destroy', 'snapshot', 'retain'],
        },
      ],
    });
    expect(options.targets[0].sizes.map(({ name }) => name)).toEqual([
      'micro',
      'small',
      'medium',
      'large',
    ]);
    await expect(
      portal.service.options({ credentials: WHO.service }),
    ).resolves.toMatchObject({ requester: undefined, ownershipRefs: [] });
  });
});
