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

  const detections = (options: { waitMs?: number; keepMs?: number } = {}) =>
    new DriftDetections({
      environments,
      waitMs: 5,
      ...options,
    });
  const detect = (from: DriftDetections) =>
    from.detect({ suffix: 'orders' }, { credentials: mockCredentials.user() });

  it('lets all callers join the running detection', async () => {
    const patient = detections({ waitMs: 60_000 });
    const all = Promise.all([detect(patient), detect(patient)]);
    finish(REPORT);
    expect(await all).toEqual([REPORT, REPORT]);
    expect(environments.detections).toEqual(['orders']);
  });

  it('returns undefined until there is a report', async () => {
    const impatient = detections();
    expect(await detect(impatient)).toBeUndefined();
    expect(await detect(impatient)).toBeUndefined();
    // It ends while no caller waits.
    finish(REPORT);
    await new Promise(resolve => setImmediate(resolve));
    expect(await detect(impatient)).toEqual(REPORT);
    expect(environments.detections).toEqual(['orders']);
  });

  it('starts a new detection after the report was fetched', async () => {
    const patient = detections({ waitMs: 60_000 });
    finish(REPORT);
    await detect(patient);
    await detect(patient);
    expect(environments.detections).toEqual(['orders', 'orders']);
  });

  it('discards a report that no caller fetches', async () => {
    const forgetful = detections({ keepMs: 0 });
    expect(await detect(forgetful)).toBeUndefined();
    finish(REPORT);
    await new Promise(resolve => setTimeout(resolve, 20));
    await detect(forgetful);
    expect(environments.detections).toEqual(['orders', 'orders']);
  });

  it('throws a failure once', async () => {
    const impatient = detections();
    expect(await detect(impatient)).toBeUndefined();
    fail(new ConflictError('an operation is in progress'));
    await new Promise(resolve => setImmediate(resolve));
    await expect(detect(impatient)).rejects.toThrow(
      'an operation is in progress',
    );

    environments.detection = Promise.resolve(REPORT);
    expect(await detect(impatient)).toEqual(REPORT);
  });

  it('rejects a caller who may not read the environment', async () => {
    const impatient = detections();
    await detect(impatient);
    environments.environments = [];
    await expect(detect(impatient)).rejects.toThrow('There is no environment');
  });

  it('distinguishes environments with the same name', async () => {
    const impatient = detections();
    await detect(impatient);
    environments.environments = [sampleEnvironment({ stackId: 'arn:other' })];
    await detect(impatient);
    expect(environments.detections).toHaveLength(2);
  });
});
