import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { StartedTask } from '@tap/plugin-tap-common';
import { z } from 'zod/v3';
import { TemplateTask, TemplateTasks } from './TemplateTasks';

/** Maximum number of tasks per request. */
const TASKS_PER_PAGE = 200;

const taskSchema = z
  .object({
    id: z.string(),
    status: z.string(),
    lastHeartbeatAt: z.string().nullish(),
    spec: z.object({ parameters: z.record(z.any()).nullish() }),
  })
  .transform(
    ({ id, status, lastHeartbeatAt, spec }): TemplateTask => ({
      id,
      status,
      parameters: spec.parameters ?? {},
      lastHeartbeatAt: lastHeartbeatAt ?? undefined,
    }),
  );

const pageSchema = z.object({ tasks: z.array(taskSchema) });

const eventsSchema = z.array(
  z.object({ type: z.string(), createdAt: z.string() }),
);

const startedSchema = z.object({ id: z.string() });

/** The scaffolder's response if the values do not match the template's JSON schema. */
const validationErrorSchema = z.object({
  errors: z.array(z.object({ stack: z.string() })).nonempty(),
});

/** Uses the scaffolder's HTTP API, which creates tasks on behalf of the caller. */
export class DefaultTemplateTasks implements TemplateTasks {
  private readonly auth: AuthService;
  private readonly discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.auth = options.auth;
    this.discovery = options.discovery;
  }

  async start(
    templateRef: string,
    values: JsonObject,
    options: { credentials: BackstageCredentials },
  ): Promise<StartedTask> {
    const response = await this.request('/v2/tasks', {
      credentials: options.credentials,
      body: { templateRef, values },
    });
    if (response.status !== 201) {
      throw await startError(response, templateRef);
    }
    const { id } = startedSchema.parse(await response.json());
    return { taskId: id };
  }

  async unfinished(): Promise<TemplateTask[]> {
    const credentials = await this.auth.getOwnServiceCredentials();
    const tasks: TemplateTask[] = [];
    for (;;) {
      const response = await this.request(
        `/v2/tasks?status=open&status=processing&order=asc:created_at&limit=${TASKS_PER_PAGE}&offset=${tasks.length}`,
        { credentials },
      );
      if (!response.ok) {
        throw unexpected(response, 'list its tasks');
      }
      const page = pageSchema.parse(await response.json());
      tasks.push(...page.tasks);
      if (page.tasks.length < TASKS_PER_PAGE) {
        return tasks;
      }
    }
  }

  async cancelledAt(taskId: string): Promise<string | undefined> {
    const events = await this.read(taskId, '/events');
    return eventsSchema
      .parse(events ?? [])
      .find(({ type }) => type === 'cancelled')?.createdAt;
  }

  async get(taskId: string): Promise<TemplateTask | undefined> {
    const task = await this.read(taskId);
    return task === undefined ? undefined : taskSchema.parse(task);
  }

  /** @returns undefined if the task does not exist */
  private async read(
    taskId: string,
    what: '' | '/events' = '',
  ): Promise<unknown> {
    const response = await this.request(
      `/v2/tasks/${encodeURIComponent(taskId)}${what}`,
      { credentials: await this.auth.getOwnServiceCredentials() },
    );
    if (response.status === 404) {
      return undefined;
    }
    if (!response.ok) {
      throw unexpected(response, `read task ${taskId}`);
    }
    return response.json();
  }

  private async request(
    path: string,
    options: { credentials: BackstageCredentials; body?: JsonObject },
  ): Promise<Response> {
    const { token } = await this.auth.getPluginRequestToken({
      onBehalfOf: options.credentials,
      targetPluginId: 'scaffolder',
    });
    const baseUrl = await this.discovery.getBaseUrl('scaffolder');
    try {
      return await fetch(`${baseUrl}${path}`, {
        method: options.body ? 'POST' : 'GET',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
        },
        body: options.body && JSON.stringify(options.body),
      });
    } catch (error) {
      throw new ServiceUnavailableError(
        'The scaffolder cannot be reached, and no task was started. Try again in a moment.',
        error,
      );
    }
  }
}

async function startError(
  response: Response,
  templateRef: string,
): Promise<Error> {
  switch (response.status) {
    case 400:
      return new InputError(
        `${templateRef} rejects the values: ${await validationErrors(
          response,
        )}`,
      );
    case 401:
    case 403:
      return new NotAllowedError(
        `You are not allowed to create a task from ${templateRef}`,
      );
    case 404:
      return new ServiceUnavailableError(
        `${templateRef} is not in the catalog. If the portal has just started, try again in a few seconds. Otherwise add it to catalog.locations in app-config.`,
      );
    default:
      return unexpected(response, `create a task from ${templateRef}`);
  }
}

async function validationErrors(response: Response): Promise<string> {
  const parsed = validationErrorSchema.safeParse(
    await response.json().catch(() => undefined),
  );
  return parsed.success
    ? parsed.data.errors
        .map(({ stack }) => stack.replace(/^instance\.?/, ''))
        .join('; ')
    : 'no reason given';
}

function unexpected(response: Response, what: string): Error {
  return new ServiceUnavailableError(
    `The scaffolder could not ${what}: it returned ${response.status} ${response.statusText}. Try again in a moment.`,
  );
}
