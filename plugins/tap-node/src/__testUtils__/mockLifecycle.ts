import { RootLifecycleService } from '@backstage/backend-plugin-api';

/** A lifecycle that never starts and never stops. */
export function mockLifecycle(): jest.Mocked<RootLifecycleService> {
  return {
    addStartupHook: jest.fn(),
    addBeforeShutdownHook: jest.fn(),
    addShutdownHook: jest.fn(),
  };
}
