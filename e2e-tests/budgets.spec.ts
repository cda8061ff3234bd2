import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { BUDGETS } from '../bench/budgets';

const PROGRAM = join(__dirname, '../bench/printCounts.ts');

test('calls, bytes, resources and mutations stay within the budgets', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    ],
    PROGRAM,
  ]);
  const counts = JSON.parse(stdout);
  expect(Object.keys(counts).sort()).toEqual(Object.keys(BUDGETS).sort());
  for (const [name, { atMost, reason, what }] of Object.entries(BUDGETS)) {
    expect.soft(counts[name], `${what}: ${reason}`).toBeLessThanOrEqual(atMost);
  }
});
