import { createApiMock } from '@backstage/frontend-test-utils';
import { TapApi, tapApiRef } from '../api';
import { sampleEnvironment, sampleOptions } from './samples';

const createMock = createApiMock(tapApiRef, () => ({
  getOptions: jest.fn(),
  getSuffixAvailability: jest.fn(),
  listEnvironments: jest.fn(),
  getEnvironment: jest.fn(),
  getProgress: jest.fn(),
  plan: jest.fn(),
  startTeardown: jest.fn(),
  extend: jest.fn(),
  transfer: jest.fn(),
  detectDrift: jest.fn(),
}));

/** tap-backend with one environment that is up; any answer can be changed. */
export function fakeTapApi(answers: Partial<TapApi> = {}) {
  return createMock({
    getOptions: async () => sampleOptions(),
    getSuffixAvailability: async () => ({ available: true }),
    listEnvironments: async () => [sampleEnvironment()],
    getEnvironment: async () => sampleEnvironment(),
    getProgress: async () => ({
      environment: sampleEnvironment(),
      done: 0,
      total: 0,
      events: [],
    }),
    startTeardown: async () => ({ taskId: 'task-1' }),
    extend: async () => sampleEnvironment(),
    transfer: async () => sampleEnvironment(),
    detectDrift: async () => ({
      status: 'in-sync',
      checkedAt: '2026-11-20T12:00:00Z',
      resources: [],
    }),
    ...answers,
  });
}
