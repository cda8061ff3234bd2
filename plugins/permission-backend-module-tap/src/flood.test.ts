import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { EnvironmentPortal } from './__testUtils__/EnvironmentPortal';
import { CALLERS } from './__testUtils__/PolicyPortal';

jest.setTimeout(120_000);

const POLLS = 100;
const MOST = 5;
const PATH = '/api/tap/environments/main/orders/progress';

describe('a flood of polls by one user', () => {
  let portal: EnvironmentPortal;

  beforeAll(async () => {
    portal = await EnvironmentPortal.start({
      limits: { perUser: { reads: MOST } },
    });
    const suffix = 'orders';
    portal.engine.environments.set(suffix, sampleEnvironment({ suffix }));
  });
  afterAll(async () => {
    await portal?.stop();
  });

  it('gets 429 beyond the limit at once, and does not delay other users', async () => {
    const { engine } = portal;
    let release = () => {};
    engine.polls = new Promise(resolve => {
      release = resolve;
    });
    const rejected: Array<[status: number, retryAfter: string | null]> = [];
    let enough = () => {};
    const allRefused = new Promise<void>(resolve => {
      enough = resolve;
    });
    const flood = Array.from({ length: POLLS }, async () => {
      const { status, headers } = await portal.send(CALLERS.otto, PATH);
      if (status !== 200) {
        rejected.push([status, headers.get('retry-after')]);
      }
      if (rejected.length === POLLS - MOST) {
        enough();
      }
    });
    // The reads of CloudFormation are still running.
    await allRefused;
    expect(rejected).toEqual(rejected.map(() => [429, '5']));

    const poll = portal.send(CALLERS.olga, PATH);
    expect(
      (await portal.send(CALLERS.olga, '/api/tap/environments')).status,
    ).toBe(200);
    expect(
      (await portal.send(CALLERS.otto, '/api/tap/environments')).status,
    ).toBe(200);
    release();
    expect((await poll).status).toBe(200);
    await Promise.all(flood);
    expect((await portal.send(CALLERS.otto, PATH)).status).toBe(200);
  });
});
