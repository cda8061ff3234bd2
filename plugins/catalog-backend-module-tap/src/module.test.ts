/* eslint jest/expect-expect: ["warn", { assertFunctionNames: ["expect", "portal.shows"] }] */
import { ANNOTATIONS } from '@tap/plugin-tap-common';
import {
  anEnvironment,
  creating,
  deleted,
  OUTPUTS,
} from './__testUtils__/anEnvironment';
import { namesOf, TestPortal } from './__testUtils__/TestPortal';

jest.setTimeout(60_000);

describe('catalogModuleTap', () => {
  let portal: TestPortal;

  beforeEach(async () => {
    portal = new TestPortal();
    await portal.start();
  });

  afterEach(() => portal.stop());

  it('shows what a full read lists, each target under its own names', async () => {
    const elsewhere = { target: 'other', isDefaultTarget: false };
    portal.environments.listed = [
      anEnvironment('orders', {
        outputs: { ...OUTPUTS, ReadReplica1Endpoint: 'replica.example' },
      }),
      anEnvironment('orders', { ...elsewhere, stackId: 'arn:other' }),
    ];

    await portal.read('main');
    await portal.read('other');

    await portal.shows(
      ...namesOf('tap-orders'),
      'tap-orders-replica-1',
      ...namesOf('tap-orders.other'),
    );
    const database = await portal.entity(
      'resource:default/tap-orders-database',
    );
    expect(database?.metadata.annotations?.[ANNOTATIONS.endpoint]).toBe(
      OUTPUTS.DatabaseEndpoint,
    );
    expect(database?.relations).toContainEqual({
      type: 'partOf',
      targetRef: 'system:default/tap-orders',
    });
  });

  it('follows an environment by events alone, from its creation to its end', async () => {
    const orders = anEnvironment('orders');

    await portal.tell('accepted', creating('orders'));
    await portal.shows('tap-orders');
    await portal.tell('ended', orders);
    await portal.shows(...namesOf('tap-orders'));
    await portal.tell('ended', deleted(orders));
    await portal.shows();
  });

  it('removes a replica that is no longer there', async () => {
    const outputs = { ...OUTPUTS, ReadReplica1Endpoint: 'replica.example' };
    await portal.tell('ended', anEnvironment('orders', { outputs }));
    await portal.shows(...namesOf('tap-orders'), 'tap-orders-replica-1');

    await portal.tell(
      'ended',
      anEnvironment('orders', {
        stackStatus: 'UPDATE_COMPLETE',
        updatedAt: '2026-11-02T10:00:00.000Z',
      }),
    );

    await portal.shows(...namesOf('tap-orders'));
  });

  it('keeps everything where a read fails', async () => {
    portal.environments.listed = [anEnvironment('orders')];
    await portal.read();
    await portal.shows(...namesOf('tap-orders'));

    portal.environments.failure = new Error('Rate exceeded');
    await portal.read();
    portal.environments.failure = undefined;
    await portal.tell('ended', anEnvironment('carts'));

    await portal.shows(...namesOf('tap-orders'), ...namesOf('tap-carts'));
  });

  it('looks a missing stack up by ARN before its entities go', async () => {
    const orders = anEnvironment('orders');
    const carts = anEnvironment('carts');
    portal.environments.listed = [orders, carts];
    await portal.read();
    await portal.shows(...namesOf('tap-orders'), ...namesOf('tap-carts'));

    portal.environments.listed = [];
    portal.environments.found = [orders, deleted(carts)];
    await portal.read();

    await portal.shows(...namesOf('tap-orders'));
    expect(portal.environments.lookedUp).toEqual([
      orders.stackId,
      carts.stackId,
    ]);
  });

  it('lets a delta win over a full read that had begun before it', async () => {
    const orders = anEnvironment('orders');
    portal.environments.listed = [orders];
    await portal.read();
    await portal.shows(...namesOf('tap-orders'));

    portal.environments.beforeAnswer = async () => {
      await portal.tell('ended', deleted(orders));
      await portal.tell('accepted', creating('carts'));
    };
    portal.environments.listed = [orders, anEnvironment('books')];
    await portal.read();

    await portal.shows('tap-carts', ...namesOf('tap-books'));
  });
});
