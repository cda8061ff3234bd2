import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Environment,
  OperationAnswer,
  OperationDefinition,
  OperationName,
  OperationRequest,
  OPERATIONS,
} from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { randomUUID } from 'node:crypto';
import { TemplateTasks } from '../tasks';
import { taskValues } from './taskValues';

/**
 * Carries out an operation in the caller's name: starts its scaffolder task where it has a template, and otherwise runs it
 * to its end. A task checks everything again, right before the first change.
 *
 * @param operation - its name
 * @param request - the parsed input
 * @param options - `credentials` are the caller's
 * @returns the task that was started, or the environment afterwards
 * @throws InputError, NotAllowedError, NotFoundError or ConflictError where the operation is rejected, and what
 *   {@link TemplateTasks.start} throws; nothing has been changed and no task has been created then
 */
export async function requestOperation<N extends OperationName>(
  operation: N,
  request: OperationRequest<N>,
  options: {
    environments: EnvironmentService;
    tasks: TemplateTasks;
    credentials: BackstageCredentials;
  },
): Promise<OperationAnswer<N>> {
  const { environments, tasks, credentials } = options;
  const { template }: OperationDefinition = OPERATIONS[operation];
  if (template === undefined) {
    const environment = await runToEnd(operation, request, options);
    return environment as OperationAnswer<N>;
  }
  await environments.check(operation, request, { credentials });
  const task = await tasks.start(template, taskValues(request), {
    credentials,
  });
  return task as OperationAnswer<N>;
}

async function runToEnd<N extends OperationName>(
  operation: N,
  request: OperationRequest<N>,
  options: {
    environments: EnvironmentService;
    credentials: BackstageCredentials;
  },
): Promise<Environment> {
  const { environments, credentials } = options;
  const authorization = await environments.authorize(operation, request, {
    credentials,
  });
  const events = environments.run(operation, request, {
    authorization,
    token: `tap-${operation}-${randomUUID()}`,
  });
  for await (const event of events) {
    if (event.type === 'completed') {
      return event.environment;
    }
  }
  throw new Error(
    `The operation ${operation} on ${request.suffix} ended without a result. Check the environment before you try again.`,
  );
}
