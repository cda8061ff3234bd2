import { InputError } from '@backstage/errors';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import { z } from 'zod/v3';
import { StartedTask } from './api';
import {
  extendRequestSchema,
  rotateCredentialsRequestSchema,
  startRequestSchema,
  stopRequestSchema,
  transferRequestSchema,
} from './changeRequests';
import { Environment } from './environment';
import { environmentRequestSchema } from './environmentRequest';
import { parseRequest } from './parseRequest';
import {
  RESOURCE_TYPE_TAP_ENVIRONMENT,
  tapEnvironmentDeletePermission,
  tapEnvironmentUpdatePermission,
} from './permissions';
import { teardownRequestSchema } from './teardownRequest';
import { REQUEST_TEMPLATE, TEARDOWN_TEMPLATE } from './templates';

/**
 * Definition of an operation for clients, routes, actions and the engine.
 *
 * @public
 */
export interface OperationDefinition {
  /** The complete input, including `suffix` and `target`. */
  schema: z.ZodTypeAny;
  /** The body of the route of the operation; the path contains `suffix` and `target`. */
  body: z.AnyZodObject;
  /** The permission that the caller needs for an existing environment. */
  permission: ResourcePermission<typeof RESOURCE_TYPE_TAP_ENVIRONMENT>;
  /**
   * Entity ref of the scaffolder template whose task runs the operation. An operation without a template runs in
   * the request, and completes within seconds unless it is `inBackground`.
   */
  template?: string;
  /**
   * Whether an operation without a template takes minutes. Its response is sent when CloudFormation has accepted it, and the
   * progress of the environment shows the rest.
   */
  inBackground?: boolean;
}

const REF = { suffix: true, target: true } as const;

/** Only the portal itself repeats a stop or start, or requests it by the running hours of the environment. */
const BY_PORTAL = { onlyIfSince: true, scheduled: true } as const;

/**
 * Every operation that changes environments. To add one, add a row here: the compiler then requires its implementation
 * and its authorizer in `@tap/plugin-tap-node`.
 *
 * @public
 */
export const OPERATIONS = {
  deploy: {
    schema: environmentRequestSchema,
    body: environmentRequestSchema.omit(REF),
    permission: tapEnvironmentUpdatePermission,
    template: REQUEST_TEMPLATE,
  },
  teardown: {
    schema: teardownRequestSchema,
    body: teardownRequestSchema.innerType().omit({
      ...REF,
      // Only the expiry of the environment itself starts such a teardown.
      onlyIfExpired: true,
    }),
    permission: tapEnvironmentDeletePermission,
    template: TEARDOWN_TEMPLATE,
  },
  extend: {
    schema: extendRequestSchema,
    body: extendRequestSchema.omit(REF),
    permission: tapEnvironmentUpdatePermission,
  },
  transfer: {
    schema: transferRequestSchema,
    body: transferRequestSchema.omit(REF),
    permission: tapEnvironmentUpdatePermission,
  },
  stop: {
    schema: stopRequestSchema,
    body: stopRequestSchema.omit({ ...REF, ...BY_PORTAL }),
    permission: tapEnvironmentUpdatePermission,
  },
  start: {
    schema: startRequestSchema,
    body: startRequestSchema.omit({ ...REF, ...BY_PORTAL }),
    permission: tapEnvironmentUpdatePermission,
  },
  'rotate-credentials': {
    schema: rotateCredentialsRequestSchema,
    body: rotateCredentialsRequestSchema.omit(REF),
    permission: tapEnvironmentUpdatePermission,
    inBackground: true,
  },
} satisfies Record<string, OperationDefinition>;

/** Name of an operation: the last segment of its route. @public */
export type OperationName = keyof typeof OPERATIONS;

/** Names of all operations. @public */
export const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

/**
 * For external names, such as that in a checkpoint of an earlier release.
 *
 * @throws InputError if no operation has this name
 * @public
 */
export function assertOperationName(
  name: string,
): asserts name is OperationName {
  if (!Object.hasOwn(OPERATIONS, name)) {
    throw new InputError(
      `operation: '${name}' is not an operation; it must be one of ${OPERATION_NAMES.join(
        ', ',
      )}, for example ${OPERATION_NAMES[0]}`,
    );
  }
}

/** Input of an operation before validation. @public */
export type OperationInput<N extends OperationName> = z.input<
  (typeof OPERATIONS)[N]['schema']
>;

/** Input of an operation after validation. @public */
export type OperationRequest<N extends OperationName> = z.output<
  (typeof OPERATIONS)[N]['schema']
>;

/** Body of the route of an operation as a caller sends it. @public */
export type OperationBody<N extends OperationName> = z.input<
  (typeof OPERATIONS)[N]['body']
>;

/** Operations that a scaffolder task runs. @public */
export type TaskOperationName = {
  [N in OperationName]: (typeof OPERATIONS)[N] extends { template: string }
    ? N
    : never;
}[OperationName];

/** Response of the route of an operation: the started task, or the changed or changing environment. @public */
export type OperationAnswer<N extends OperationName> =
  N extends TaskOperationName ? StartedTask : Environment;

/**
 * Parses the input of an operation.
 *
 * @throws InputError if there is no such operation, and the errors of {@link parseRequest}
 * @public
 */
export function parseOperation<N extends OperationName>(
  operation: N,
  input: unknown,
): OperationRequest<N> {
  assertOperationName(operation);
  return parseRequest(OPERATIONS[operation].schema, input);
}
