import { mockCredentials } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { DriftReport } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { DriftDetections } from './DriftDetections';

const REPORT: DriftReport = {
  status: 'in-sync',
  checkedAt: '2026-11-20T12:00:00.000Z',
  resources: [],
};

describe('DriftDetections', () => {
  let environments: FakeEnvironmentService;
  let finish: (report: DriftReport) => void;
  let fail: (error: Error) => void;

  beforeEach(() => {
    environments = new FakeEnvironmentService();
    environments.environments = [sampleEnvironment()];
    environments.detection = new Promise((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
  });

  const detections = (options: { patienceMs?: number; keepMs?: number } = {}) =>
    DriftDetections.create({
      environments,
      patienceMs: 5,
      ...options,
    });
  const ask = (from: DriftDetections) =>
    from.ask({ suffix: 'orders' }, { credentials: mockCredentials.user() });

  it('lets everybody who asks join the one that is under way', async () => {
    const patient = detections({ patienceMs: 60_000 });
    const all = Promise.all([ask(patient), ask(patient)]);
    finish(REPORT);
    expect(await all).toEqual([REPORT, REPORT]);
    expect(environments.detections).toEqual(['orders']);
  });

  it('is asked again where it takes long, until there is a report', async () => {
    const impatient = detections();
    expect(await ask(impatient)).toBeUndefined();
    expect(await ask(impatient)).toBeUndefined();
    // It ends while nobody waits.
    finish(REPORT);
    await new Promise(resolve => setImmediate(resolve));
    expect(await ask(impatient)).toEqual(REPORT);
    expect(environments.detections).toEqual(['orders']);
  });

  it('detects anew once the report has been fetched', async () => {
    const patient = detections({ patienceMs: 60_000 });
    finish(REPORT);
    await ask(patient);
    await ask(patient);
    expect(environments.detections).toEqual(['orders', 'orders']);
  });

  it('keeps no report for long that nobody fetches', async () => {
    const forgetful = detections({ keepMs: 0 });
    expect(await ask(forgetful)).toBeUndefined();
    finish(REPORT);
    await new Promise(resolve => setTimeout(resolve, 20));
    await ask(forgetful);
    expect(environments.detections).toEqual(['orders', 'orders']);
  });

  it('tells a failure to who asks for it, once', async () => {
    const impatient = detections();
    expect(await ask(impatient)).toBeUndefined();
    fail(new ConflictError('an operation is under way'));
    await new Promise(resolve => setImmediate(resolve));
    await expect(ask(impatient)).rejects.toThrow('an operation is under way');

    environments.detection = Promise.resolve(REPORT);
    expect(await ask(impatient)).toEqual(REPORT);
  });

  it('lets nobody join who may not see the environment', async () => {
    const impatient = detections();
    await ask(impatient);
    environments.environments = [];
    await expect(ask(impatient)).rejects.toThrow('There is no environment');
  });

  it('takes an environment of the same name for another one', async () => {
    const impatient = detections();
    await ask(impatient);
    environments.environments = [sampleEnvironment({ stackId: 'arn:other' })];
    await ask(impatient);
    expect(environments.detections).toHaveLength(2);
  });
});
