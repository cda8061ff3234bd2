import {
  LoggerService,
  RootConfigService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import { readPortal, readStackModule, readTargetNames } from './config';
import { DefaultTapEngine } from './DefaultTapEngine';
import { LoadedStackModule } from './stackModule';
import { TapEngine } from './TapEngine';
import { UnavailableTapEngine } from './UnavailableTapEngine';

/**
 * Creates the engine of a back end.
 *
 * A stack module that cannot be loaded does not stop the back end, which also runs the catalog, the scaffolder and the
 * plugins of others: the engine is then unavailable, the environments run on, and the catalog keeps them.
 *
 * @throws InputError for invalid values in app-config
 */
export function createTapEngine(services: {
  config: RootConfigService;
  logger: LoggerService;
  lifecycle: RootLifecycleService;
}): TapEngine {
  const { config } = services;
  let stackModule: LoadedStackModule;
  try {
    stackModule = readStackModule(config);
  } catch (error) {
    return UnavailableTapEngine.create({
      portal: readPortal(config),
      targetNames: readTargetNames(config),
      reason: (error as Error).message,
    });
  }
  return DefaultTapEngine.create({ ...services, stackModule });
}
