import { expect, test } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCampaign } from '../chaos/campaign/runCampaign';

test.describe('a short campaign', { tag: '@verify' }, () => {
  let directory: string;

  test.beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tap-chaos-'));
  });

  test.afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  test('has no orphans, duplicates, wrong outcomes or disagreements', async () => {
    test.setTimeout(600_000);
    const { report, findings } = await runCampaign({
      lifecycles: 3,
      seed: 4,
      directory,
      concurrency: 3,
      kills: 2,
      uptimeSeconds: [6, 12],
      speed: 100,
      log: () => {},
    });
    expect(findings).toEqual([]);
    expect(report).toEqual({
      lifecycles: 3,
      kills: expect.any(Number),
      faults: expect.objectContaining({ drop: expect.any(Number) }),
      overlookedTasks: expect.any(Number),
      duplicates: 0,
      orphans: 0,
      wrongOutcomes: 0,
      disagreements: 0,
    });
    expect(report.kills).toBeGreaterThan(0);
  });
});
