import { Stack } from '@aws-sdk/client-cloudformation';
import {
  EnvironmentPlan,
  EnvironmentRequest,
  stackName,
} from '@tap/plugin-tap-common';
import { completeRequest } from '../deploy/completeRequest';
import { TargetRuntime } from '../operation/TargetRuntime';
import { planCreate } from './planCreate';
import { planUpdate } from './planUpdate';

/**
 * What a request would do, by what exists. Nothing is left behind.
 *
 * @throws ConflictError where the state of what exists allows no update
 */
export async function planEnvironment(
  runtime: TargetRuntime,
  request: EnvironmentRequest,
  options: { owner: string },
): Promise<EnvironmentPlan> {
  const stack: Stack | undefined = await runtime.lookup.find(
    stackName(request.suffix),
  );
  return stack
    ? planUpdate(runtime, stack, request, options)
    : planCreate(
        runtime,
        completeRequest(request, runtime.target, undefined),
        options,
      );
}
