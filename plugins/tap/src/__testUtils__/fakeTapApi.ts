import { createApiMock } from '@backstage/frontend-test-utils';
import { Environment, StartedTask } from '@tap/plugin-tap-common';
import { TapApi, tapApiRef } from '../api';
import { listing } from './listing';
import { sampleEnvironment, sampleOptions } from './samples';

const createMock = createApiMock(tapApiRef, () => ({
  getOptions: jest.fn(),
  getSuffixAvailability: jest.fn(),
  listEnvironments: jest.fn(),
  getEnvironment: jest.fn(),
  getProgress: jest.fn(),
  getResources: jest.fn(),
  getAlarms: jest.fn(),
  getHealth: jest.fn(),
  getOperations: jest.fn(),
  getSetup: jest.fn(),
  plan: jest.fn(),
  run: jest.fn(),
  detectDrift: jest.fn(),
}));

/** Answers of {@link fakeTapApi}. `run` need not answer every operation. */
export type TapApiAnswers = Partial<
  Omit<TapApi, 'run'> & { run: () => Promise<StartedTask | Environment> }
>;

/** tap-backend with one environment that is up; any answer can be changed. */
export function fakeTapApi({ run, ...answers }: TapApiAnswers = {}) {
  return createMock({
    getOptions: async () => sampleOptions(),
    getSuffixAvailability: async () => ({ available: true }),
    listEnvironments: listing([sampleEnvironment()]),
    getEnvironment: async () => sampleEnvironment(),
    getProgress: async () => ({
      environment: sampleEnvironment(),
      done: 0,
      total: 0,
      events: [],
    }),
    getResources: async () => [],
    getAlarms: async () => [],
    getHealth: async () => ({ databases: [] }),
    getOperations: async () => [],
    getSetup: async () => ({ checkedAt: '2026-11-20T12:00:00Z', findings: [] }),
    run: (run ??
      (async operation =>
        operation === 'teardown'
          ? { taskId: 'task-1' }
          : sampleEnvironment())) as TapApi['run'],
    detectDrift: async () => ({
      status: 'in-sync',
      checkedAt: '2026-11-20T12:00:00Z',
      resources: [],
    }),
    ...answers,
  });
}
