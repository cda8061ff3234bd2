import {
  assertOperationName,
  normalizeOwnerRef,
  OperationName,
  OperationRequest,
} from '@tap/plugin-tap-common';
import { Target } from './config';
import { changeMetadata } from './deploy/changeMetadata';
import { checkRequest } from './deploy/checkRequest';
import { deployEnvironment } from './deploy/deployEnvironment';
import { extendedMetadata } from './deploy/extendedMetadata';
import { Operation, OperationPurpose } from './operation/Operation';
import { TargetRuntime } from './operation/TargetRuntime';
import { checkRotation, rotateCredentials } from './rotation/rotateCredentials';
import {
  checkStart,
  checkStop,
  startEnvironment,
  stopEnvironment,
} from './stop/stopEnvironment';
import { OperationOptions, RunOptions } from './TapEngine';
import {
  checkTeardown,
  teardownEnvironment,
} from './teardown/teardownEnvironment';

/**
 * Implementation of one operation in the engine.
 */
export interface EngineOperation<N extends OperationName> {
  purpose: OperationPurpose;
  /** Checks the request against the target, without any call to AWS. Throws InputError. */
  validate?(request: OperationRequest<N>, target: Target): void;
  /** Checks for everything that blocks it. Only reads. Throws the errors that `run` throws before the first change. */
  check?(
    runtime: TargetRuntime,
    request: OperationRequest<N>,
    options: Pick<OperationOptions, 'stackId'>,
  ): Promise<void>;
  run(
    runtime: TargetRuntime,
    operation: Operation,
    request: OperationRequest<N>,
    options: RunOptions[N],
  ): Promise<void>;
}

/** Implementations of the OPERATIONS of `@tap/plugin-tap-common`. */
const ENGINE_OPERATIONS: {
  [N in OperationName]: EngineOperation<N>;
} = {
  deploy: {
    purpose: 'deploy',
    validate: checkRequest,
    run: deployEnvironment,
  },
  teardown: {
    purpose: 'teardown',
    check: checkTeardown,
    run: teardownEnvironment,
  },
  extend: {
    purpose: 'change',
    run: (runtime, operation, { expiresIn }, options) =>
      changeMetadata(runtime, operation, options, metadata =>
        extendedMetadata(metadata, expiresIn),
      ),
  },
  transfer: {
    purpose: 'change',
    run: (runtime, operation, { owner }, options) =>
      changeMetadata(runtime, operation, options, metadata => ({
        ...metadata,
        owner: normalizeOwnerRef(owner),
      })),
  },
  stop: { purpose: 'change', check: checkStop, run: stopEnvironment },
  start: { purpose: 'change', check: checkStart, run: startEnvironment },
  'rotate-credentials': {
    purpose: 'change',
    check: checkRotation,
    run: rotateCredentials,
  },
};

/**
 * @throws InputError if there is no such operation
 */
export function engineOperation<N extends OperationName>(
  name: N,
): EngineOperation<N> {
  assertOperationName(name);
  return ENGINE_OPERATIONS[name];
}
