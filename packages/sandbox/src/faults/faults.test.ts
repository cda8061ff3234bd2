import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { eventually, Harness, topics } from '../__testUtils__/Harness';
import { Fault } from './Fault';
import { FaultInjector } from './FaultInjector';

jest.setTimeout(120_000);

describe('faults', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());
  afterEach(() => harness.sandbox.faults.clear());

  const control = (path: string, method = 'GET', body?: unknown) =>
    fetch(`${harness.sandbox.url}/_sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const create = (StackName: string) =>
    harness.client.send(
      new CreateStackCommand({
        StackName,
        TemplateBody: JSON.stringify(topics({ A: [] })),
      }),
    );

  it('10.1 throttles calls above a rate per account', async () => {
    harness.sandbox.faults.add({ kind: 'throttle', callsPerSecond: 5 });
    const other = harness.clientFor('111122223333');
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        harness.client.send(new DescribeStacksCommand({})),
      ),
    );
    const refused = results.filter(r => r.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(10);
    expect(refused[0]).toMatchObject({
      reason: {
        name: 'Throttling',
        message: 'Rate exceeded',
        $metadata: { httpStatusCode: 400 },
      },
    });
    await expect(
      other.send(new DescribeStacksCommand({})),
    ).resolves.toBeDefined();
    expect(harness.sandbox.faults.hits().throttle).toBe(refused.length);
  });

  it('10.2 closes the connection before the call takes effect', async () => {
    harness.sandbox.faults.add({
      kind: 'drop',
      when: 'before',
      operation: '^CreateStack$',
      count: 1,
    });
    await expect(create('dropped-before')).rejects.toThrow();
    await expect(harness.describe('dropped-before')).rejects.toThrow(
      'does not exist',
    );
    await expect(create('dropped-before')).resolves.toBeDefined();
  });

  it('10.3 closes the connection after the call has taken effect', async () => {
    harness.sandbox.faults.add({
      kind: 'drop',
      when: 'after',
      operation: '^CreateStack$',
      count: 1,
    });
    await expect(create('dropped-after')).rejects.toThrow();
    expect((await harness.settled('dropped-after')).StackStatus).toBe(
      'CREATE_COMPLETE',
    );
  });

  it('10.4 delays responses and returns errors', async () => {
    harness.sandbox.faults.add({
      kind: 'late',
      milliseconds: 50,
      operation: '^ListStacks$',
    });
    harness.sandbox.faults.add({
      kind: 'error',
      operation: '^DescribeStacks$',
      code: 'ServiceUnavailable',
      httpStatus: 503,
      count: 1,
    });
    await expect(
      harness.client.send(new DescribeStacksCommand({})),
    ).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    await expect(
      harness.client.send(new DescribeStacksCommand({})),
    ).resolves.toBeDefined();
  });

  it('10.5 returns earlier data from DescribeStacks', async () => {
    const { StackId } = await create('stale');
    await harness.settled('stale');
    harness.sandbox.faults.add({
      kind: 'stale',
      seconds: 60,
      operation: '^DescribeStacks$',
    });
    await expect(harness.describe('stale')).rejects.toThrow('does not exist');
    harness.sandbox.faults.clear();
    await harness.client.send(new DeleteStackCommand({ StackName: 'stale' }));
    await harness.settled(StackId!);
    harness.sandbox.faults.add({
      kind: 'stale',
      seconds: 0.001,
      operation: '^DescribeStacks$',
    });
    await eventually(
      async () =>
        (await harness.describe(StackId!)).StackStatus === 'DELETE_COMPLETE',
    );
  });

  it('10.6 adds, lists and clears faults through the control API', async () => {
    const fault: Fault = {
      kind: 'failResource',
      type: 'AWS::SNS::Topic',
      stack: '^scripted$',
      action: 'create',
      reason: 'Scripted',
      count: 1,
    };
    const { id } = await (await control('faults', 'POST', fault)).json();
    expect(
      (await harness.created('scripted', topics({ A: [] }))).StackStatus,
    ).toBe('ROLLBACK_COMPLETE');
    const { faults } = await (await control('faults')).json();
    expect(faults).toEqual([{ id, fault, hits: 1 }]);
    expect((await control(`faults/${id}`, 'DELETE')).status).toBe(204);
    expect((await (await control('faults')).json()).faults).toEqual([]);
    const refused = await control('faults', 'POST', { kind: 'nonsense' });
    expect(refused.status).toBe(400);
    expect((await refused.json()).error).toMatch(/kind must be one of/);
  });

  it('10.7 returns call counts, health and the actual state', async () => {
    await control('calls', 'DELETE');
    await harness.created('counted', topics({ A: [] }));
    const { operations } = await (await control('calls')).json();
    expect(operations['cloudformation:CreateStack']).toBe(1);
    expect(await (await control('health')).json()).toMatchObject({
      status: 'ok',
      speed: 2000,
    });
    const state = await (await control('state')).json();
    expect(state.stacks[0]).toMatchObject({
      name: 'counted',
      status: 'CREATE_COMPLETE',
      operationInProgress: false,
    });
    expect(state.objects['000000000000/us-east-1/AWS::SNS::Topic']).toEqual(
      expect.arrayContaining([expect.stringContaining(':counted-A-')]),
    );
    expect(state.databases).toEqual([]);
  });

  it('10.8 steps and scales time through the control API', async () => {
    await control('clock', 'POST', { speed: 0 });
    const { StackId } = await create('stepped');
    await harness.sawEvent('stepped', 'A CREATE_IN_PROGRESS');
    expect((await harness.describe('stepped')).StackStatus).toBe(
      'CREATE_IN_PROGRESS',
    );
    await eventually(async () => {
      await control('clock', 'POST', { step: 60 });
      return (
        (await harness.describe(StackId!)).StackStatus === 'CREATE_COMPLETE'
      );
    });
    await control('clock', 'POST', { speed: 2000 });
  });

  it('10.10 changes what AWS grants the accounts through the control API', async () => {
    const quotas = { DBInstances: 2 };
    await control('settings', 'POST', { quotas });
    expect(harness.sandbox.settings).toMatchObject({
      quotas,
      withheldOffers: [],
    });
    expect(await (await control('settings')).json()).toMatchObject({ quotas });
    const rejected = await control('settings', 'POST', { quota: {} });
    expect(rejected.status).toBe(400);
    expect((await rejected.json()).error).toBe(
      'quota must be one of withheldOffers, withheldVersions, quotas, prices',
    );
    await control('settings', 'POST', { quotas: {} });
  });

  it('10.9 repeats the same sequence for the same seed', () => {
    const chances = (seed: number) => {
      const injector = new FaultInjector(seed);
      injector.add({ kind: 'drop', when: 'before', probability: 0.3 });
      return Array.from(
        { length: 50 },
        () => injector.planCall('DescribeStacks', '0').drop !== undefined,
      );
    };
    expect(chances(7)).toEqual(chances(7));
    expect(chances(7)).not.toEqual(chances(8));
    const share = chances(7).filter(Boolean).length / 50;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.6);
  });
});
