import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  environmentPlanSchema,
  environmentRequestSchema,
  environmentSchema,
  unreachableTargetSchema,
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

/** Options of {@link registerActions}. */
export interface ActionOptions {
  environments: EnvironmentService;
  tasks: TemplateTasks;
}

const READS = { readOnly: true, destructive: false, idempotent: true };
/** Each call starts a new task, which can change or delete an environment. */
const STARTS_TASK = { readOnly: false, destructive: true, idempotent: false };

/** Registers the actions that assistants (over MCP) and other plugins can call. */
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
      'Lists the PostgreSQL environments that you can see, with owner, size, retention, status, expiry and outputs (endpoint, ARN of the secret and so on), as last read from CloudFormation. Changes nothing.',
    schema: {
      input: () => listQuerySchema,
      output: z =>
        z.object({
          items: z.array(environmentSchema),
          readAt: z
            .record(z.string())
            .describe(
              'When the environments of each target were read, ISO 8601, by the name of the target; a target that could not be read yet is absent',
            ),
          isBeingRead: z
            .boolean()
            .describe(
              'Whether they are being read again: a call some seconds later returns the result',
            ),
          unreachable: z
            .array(unreachableTargetSchema)
            .describe(
              'Targets whose environments cannot be read at the moment',
            ),
          alarms: z
            .record(z.array(z.string()))
            .optional()
            .describe(
              'Logical IDs of the alarms in state ALARM, by stack ARN; absent if there are none',
            ),
        }),
    },
    attributes: READS,
    action: async ({ input, credentials }) => ({
      output: await environments.list({ credentials, target: input.target }),
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
      'Returns what a request would do: the resources that it adds, changes or replaces (data loss and restarts first), warnings, and the monthly list price before and after. Changes no environment: the change set of an update is never executed and always deleted.',
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
      'Starts a task that creates a PostgreSQL environment on AWS, or updates the environment with that name, and returns the task ID at once. Creation takes about twenty minutes. An update can restart the database: call `plan` first. An environment incurs costs until it is torn down.',
  },
  {
    operation: 'teardown',
    name: 'request-teardown',
    title: 'Tear down a PostgreSQL environment',
    description:
      'Starts a task that tears down a PostgreSQL environment, and returns the task ID at once. The data is deleted, except for what the retention of the environment keeps. Environments with retention `retain` are rejected. Environments that were protected before require acknowledgeRetained: true. If resources block the teardown, the call is rejected with all findings, and no task is started.',
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
