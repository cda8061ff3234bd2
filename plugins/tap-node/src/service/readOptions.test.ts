import { testTarget } from '../__testUtils__/testTarget';
import { TapEngine } from '../TapEngine';
import { readOptions } from './readOptions';

const OLGA = {
  ref: 'user:default/olga',
  isUser: true,
  ownershipRefs: ['user:default/olga', 'group:default/payments'],
};

/** The options of one target. */
function options(target: object, initiator = OLGA) {
  const engine: Partial<TapEngine> = {
    portal: 'tap',
    targets: [testTarget(target)],
    backupRetentionDays: () => ({ destroy: 1, snapshot: 7, retain: 14 }),
    egress: () => undefined,
    price: async () => undefined,
    unavailable: async () => undefined,
  };
  return readOptions(engine as TapEngine, initiator);
}

describe('readOptions', () => {
  it.each([
    [{ reachableFrom: ['10.20.0.0/16'] }, ['10.20.0.0/16']],
    [{}, []],
  ])(
    'names what reaches the databases of a target: %j',
    async (target, from) => {
      const { targets } = await options(target);
      expect(targets).toMatchObject([{ name: 'sandbox', reachableFrom: from }]);
    },
  );

  it('names the user as the requester, but no other principal', async () => {
    await expect(options({})).resolves.toMatchObject({
      requester: OLGA.ref,
      ownershipRefs: OLGA.ownershipRefs,
    });
    const service = { ref: 'service:ci', isUser: false, ownershipRefs: [] };
    expect((await options({}, service)).requester).toBeUndefined();
  });
});
