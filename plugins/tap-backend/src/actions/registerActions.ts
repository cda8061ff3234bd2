import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  environmentPlanSchema,
  environmentRequestSchema,
  environmentSchema,
  OPERATIONS,
  parseOperation,
  parseRequest,
  startedTaskSchema,
  TaskOperationName,
} from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { requestOperation } from '../operations/requestOperation';
import { environmentRefSchema, listQuerySchema } from '../router/requests';
import { TemplateTasks } from '../tasks';

/** What the registered actions depend on. */
export interface ActionOptions {
  environments: EnvironmentService;
  tasks: TemplateTasks;
}

const READS = { readOnly: true, destructive: false, idempotent: true };
/** Each call starts another task, which can change or delete an environment. */
const STARTS_TASK = { readOnly: false, destructive: true, idempotent: false };

/** Registers the actions that assistants (over MCP) and other plugins can invoke. */
export function registerActions(
  registry: ActionsRegistryService,
  options: ActionOptions,
): void {
  registerReads(registry, options);
  registerRequests(registry, options);
}

function registerReads(
  registry: ActionsRegistryService,
  { environments }: ActionOptions,
): void {
  registry.register({
    name: 'list',
    title: 'List PostgreSQL environments',
    description:
      'Lists the PostgreSQL environments that you can see, with owner, size, retention, status, expiry and outputs (endpoint, ARN of the secret and so on). Reads from CloudFormation. Changes nothing.',
    schema: {
      input: () => listQuerySchema,
      output: z => z.object({ items: z.array(environmentSchema) }),
    },
    attributes: READS,
    action: async ({ input, credentials }) => ({
      output: {
        items: await environments.list({ credentials, target: input.target }),
      },
    }),
  });
  registry.register({
    name: 'get',
    title: 'Get a PostgreSQL environment',
    description:
      'Returns one PostgreSQL environment: owner, size, retention, status, expiry and outputs (endpoint, ARN of the secret and so on). Reads from CloudFormation. Changes nothing.',
    schema: {
      input: () => environmentRefSchema,
      output: () => environmentSchema,
    },
    attributes: READS,
    action: async ({ input, credentials }) => ({
      output: await environments.get(input, { credentials }),
    }),
  });
  registry.register({
    name: 'plan',
    title: 'Plan a PostgreSQL environment',
    description:
      'Returns what a request would do: the resources it adds, changes or replaces, with data losses and restarts first, warnings, and the monthly list price before and after. No environment is changed. The change set that an update is planned with is never executed and always deleted.',
    schema: {
      input: () => environmentRequestSchema,
      output: () => environmentPlanSchema,
    },
    attributes: READS,
    action: async ({ input, credentials }) => ({
      output: await environments.plan(
        parseRequest(environmentRequestSchema, input),
        { credentials },
      ),
    }),
  });
}

/** Names and descriptions of the actions that start the task of an operation. */
const REQUESTS: Array<{
  operation: TaskOperationName;
  name: string;
  title: string;
  description: string;
}> = [
  {
    operation: 'deploy',
    name: 'request',
    title: 'Request a PostgreSQL environment',
    description:
      'Starts a task that creates a PostgreSQL environment on AWS, or updates the environment of that name, and returns the ID of the task at once. Creation takes about twenty minutes. An update can restart the database; `plan` shows it beforehand. An environment costs money until it is torn down.',
  },
  {
    operation: 'teardown',
    name: 'request-teardown',
    title: 'Tear down a PostgreSQL environment',
    description:
      'Starts a task that tears a PostgreSQL environment down, and returns the ID of the task at once. The data is deleted, except for what the retention of the environment keeps. Environments with retention `retain` are rejected, and environments that had it before need acknowledgeRetained: true. If something blocks the teardown, the call is rejected with every finding and no task is started.',
  },
];

function registerRequests(
  registry: ActionsRegistryService,
  options: ActionOptions,
): void {
  for (const { operation, name, title, description } of REQUESTS) {
    registry.register({
      name,
      title,
      description,
      schema: {
        input: () => environmentRefSchema.merge(OPERATIONS[operation].body),
        output: () => startedTaskSchema,
      },
      attributes: STARTS_TASK,
      action: async ({ input, credentials }) => ({
        output: await requestOperation(
          operation,
          parseOperation(operation, input),
          { ...options, credentials },
        ),
      }),
    });
  }
}
