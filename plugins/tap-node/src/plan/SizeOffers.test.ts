import { mockLogger } from '../__testUtils__/mockLogger';
import { TargetRuntime } from '../operation/TargetRuntime';
import { SizeOffers } from './SizeOffers';

describe('SizeOffers', () => {
  const runtime = (zones: () => Promise<never>) =>
    ({
      target: { name: 'prod', sizeSpecs: { micro: {} } },
      stackModule: {},
      facts: { zones },
      logger: mockLogger(),
    } as unknown as TargetRuntime);

  it('are unknown if AWS does not respond, and then asked for once', async () => {
    const zones = jest.fn(() => new Promise<never>(() => {}));
    const offers = new SizeOffers();
    const target = runtime(zones);
    await expect(offers.unavailable(target, 'micro')).resolves.toBeUndefined();
    const calls = zones.mock.calls.length;
    expect(calls).toBeGreaterThan(0);
    await expect(offers.unavailable(target, 'micro')).resolves.toBeUndefined();
    expect(zones).toHaveBeenCalledTimes(calls);
  });

  it('are complete in a later response if AWS responds too late for the first', async () => {
    let respond = (_zones: never) => {};
    const zones = new Promise<never>(resolve => (respond = resolve));
    const target = runtime(() => zones);
    Object.assign(target.facts, { databaseOffers: async () => [] });
    Object.assign(target.stackModule, { requiredZones: () => 2 });
    Object.assign(target.target, { region: 'eu-central-1' });
    const offers = new SizeOffers();
    await expect(offers.unavailable(target, 'micro')).resolves.toBeUndefined();
    respond([] as never);
    await expect(offers.unavailable(target, 'micro')).resolves.toEqual(
      expect.objectContaining({
        17: expect.stringContaining('0 in eu-central-1 are suitable'),
      }),
    );
  });

  it('are unknown if AWS rejects the request', async () => {
    const target = runtime(async () => {
      throw new Error('AccessDenied');
    });
    await expect(
      new SizeOffers().unavailable(target, 'micro'),
    ).resolves.toBeUndefined();
    expect(target.logger.debug).toHaveBeenCalledWith(
      expect.stringContaining('AccessDenied'),
    );
  });
});
