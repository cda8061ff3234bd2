import { SetupFinding } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { setupFinding } from './setupFinding';

/** Checks what app-config says, without any request. */
export function checkConfiguration(
  environments: EnvironmentService,
): SetupFinding[] {
  const reason = environments.unavailableReason();
  return [
    ...(reason === undefined ? [] : [setupFinding('stack-module', reason)]),
    ...(environments.targetNames().length > 0
      ? []
      : [
          setupFinding(
            'no-targets',
            'app-config has no target: tap.targets is missing or empty.',
          ),
        ]),
  ];
}
