import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Environment,
  OperationAnswer,
  OperationDefinition,
  OperationName,
  OperationRequest,
  OPERATIONS,
  ProgressEvent,
} from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { randomUUID } from 'node:crypto';
import { TemplateTasks } from '../tasks';
import { taskValues } from './taskValues';

/**
 * Runs an operation on behalf of the caller: starts its scaffolder task if it has a template, and otherwise runs it to its
 * end, or until CloudFormation has accepted an operation that is `inBackground`. The task repeats the checks right before the first change.
 *
 * @param operation - name of the operation
 * @param request - the parsed input
 * @param options - `credentials` of the caller
 * @returns the started task, or the environment after the operation
 * @throws InputError, NotAllowedError, NotFoundError or ConflictError if the operation is rejected, and the errors of
 *   {@link TemplateTasks.start}. In these cases nothing is changed and no task is created
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
  const { inBackground }: OperationDefinition = OPERATIONS[operation];
  const iterator = events[Symbol.asyncIterator]();
  for (;;) {
    const { done, value: event } = await iterator.next();
    if (done) {
      break;
    }
    if (event.type === 'completed') {
      return event.environment;
    }
    if (event.type === 'accepted' && inBackground) {
      // Its outcome is in the history of the environment.
      followToEnd(iterator).catch(() => {});
      return environments.get(request, { credentials });
    }
  }
  throw new Error(
    `The operation ${operation} on ${request.suffix} ended without a result. Check the environment before you try again.`,
  );
}

async function followToEnd(
  events: AsyncIterator<ProgressEvent>,
): Promise<void> {
  while (!(await events.next()).done) {
    // The environment service reports the progress.
  }
}
