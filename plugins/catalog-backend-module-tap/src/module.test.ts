/* eslint jest/expect-expect: ["warn", { assertFunctionNames: ["expect", "portal.shows"] }] */
import { ANNOTATIONS } from '@tap/plugin-tap-common';
import {
  deletedEnvironment,
  environmentInCreation,
  sampleEnvironment,
} from '@tap/plugin-tap-common/testUtils';
import { CatalogPortal, namesOf } from './__testUtils__/CatalogPortal';

jest.setTimeout(120_000);

const OUTPUTS = sampleEnvironment().outputs!;

describe('catalogModuleTap', () => {
  let portal: CatalogPortal;

  beforeEach(async () => {
    portal = await CatalogPortal.start();
  });

  afterEach(() => portal.stop());

  it('shows the environments of each target under their own names', async () => {
    const elsewhere = { target: 'other', isDefaultTarget: false };
    portal.environments.environments = [
      sampleEnvironment({
        outputs: { ...OUTPUTS, ReadReplica1Endpoint: 'replica.example' },
      }),
      sampleEnvironment({ ...elsewhere, stackId: 'arn:other' }),
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

  it('updates an environment by events alone, from creation to deletion', async () => {
    const orders = sampleEnvironment();

    await portal.publish('accepted', environmentInCreation());
    await portal.shows('tap-orders');
    await portal.publish('ended', orders);
    await portal.shows(...namesOf('tap-orders'));
    await portal.publish('ended', deletedEnvironment(orders));
    await portal.shows();
  });

  it('removes a replica that no longer exists', async () => {
    const outputs = { ...OUTPUTS, ReadReplica1Endpoint: 'replica.example' };
    await portal.publish('ended', sampleEnvironment({ outputs }));
    await portal.shows(...namesOf('tap-orders'), 'tap-orders-replica-1');

    await portal.publish(
      'ended',
      sampleEnvironment({
        stackStatus: 'UPDATE_COMPLETE',
        updatedAt: '2026-11-02T10:00:00.000Z',
      }),
    );

    await portal.shows(...namesOf('tap-orders'));
  });

  it('keeps all entities if a read fails', async () => {
    portal.environments.environments = [sampleEnvironment()];
    await portal.read();
    await portal.shows(...namesOf('tap-orders'));

    portal.environments.failure = new Error('Rate exceeded');
    await portal.read();
    portal.environments.failure = undefined;
    await portal.publish('ended', sampleEnvironment({ suffix: 'carts' }));

    await portal.shows(...namesOf('tap-orders'), ...namesOf('tap-carts'));
  });

  it('looks up a missing stack by ARN before its entities are removed', async () => {
    const orders = sampleEnvironment();
    const carts = sampleEnvironment({ suffix: 'carts' });
    portal.environments.environments = [orders, carts];
    await portal.read();
    await portal.shows(...namesOf('tap-orders'), ...namesOf('tap-carts'));

    portal.environments.environments = [];
    portal.environments.unlisted = [orders, deletedEnvironment(carts)];
    await portal.read();

    await portal.shows(...namesOf('tap-orders'));
    expect(portal.environments.lookedUp).toEqual([
      orders.stackId,
      carts.stackId,
    ]);
  });

  it('prefers a delta to a full read that started before it', async () => {
    const orders = sampleEnvironment();
    portal.environments.environments = [orders];
    await portal.read();
    await portal.shows(...namesOf('tap-orders'));

    portal.environments.listAll = async () => {
      await portal.publish('ended', deletedEnvironment(orders));
      await portal.publish(
        'accepted',
        environmentInCreation({ suffix: 'carts' }),
      );
      return [orders, sampleEnvironment({ suffix: 'books' })];
    };
    await portal.read();

    await portal.shows('tap-carts', ...namesOf('tap-books'));
  });
});
