import { setTimeout as sleep } from 'node:timers/promises';

/** A request was sent but no response was received, so its effect is unknown. */
export class ResponseLost extends Error {}

/** A scaffolder task. */
export interface Task {
  id: string;
  status: string;
  createdAt: string;
  spec: { parameters?: { suffix?: string }; steps?: { action: string }[] };
}

/** Whether a task is waiting or running. */
export function isInProgress({ status }: Task): boolean {
  return status === 'open' || status === 'processing';
}

/** A System entity of the catalog. */
export interface SystemEntity {
  metadata: { name: string; annotations?: Record<string, string> };
}

/** A notification of the user. */
export interface Notification {
  title: string;
  /** `tap:<stack ARN>:<about>` */
  scope: string;
}

/** Maximum time in milliseconds that a request waits for an unavailable back end. */
const PATIENCE_MS = 300_000;

const PAGE = 200;

/** A client of the portal's HTTP API that retries while the back end is unavailable. It signs in as guest. */
export class PortalClient {
  private token: string | undefined;

  constructor(private readonly url: string) {}

  /** Retries a read until there is a response. */
  async get(path: string): Promise<Response> {
    return this.patiently(path, {}, true);
  }

  /**
   * Sends a request once; repeats it only if it was certainly not received.
   *
   * @throws ResponseLost if the connection was closed before the response
   */
  async post(path: string, body: object = {}): Promise<Response> {
    return this.patiently(
      path,
      {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      },
      false,
    );
  }

  /**
   * Starts a task of a template. If the response is lost or is a server error, the list of tasks shows whether the task
   * was created.
   *
   * @returns the task's ID
   * @throws Error if the scaffolder rejects the request
   */
  async startTask(
    template: string,
    values: { suffix: string } & Record<string, unknown>,
  ): Promise<string> {
    const before = new Set((await this.tasksOf(values.suffix)).map(t => t.id));
    for (;;) {
      try {
        const answer = await this.post('/api/scaffolder/v2/tasks', {
          templateRef: `template:default/${template}`,
          values,
        });
        if (answer.status >= 500) {
          throw new ResponseLost(`/api/scaffolder/v2/tasks: ${answer.status}`);
        }
        if (answer.status !== 201) {
          throw new Error(
            `The scaffolder returned ${answer.status}: ${await answer.text()}`,
          );
        }
        return ((await answer.json()) as { id: string }).id;
      } catch (error) {
        if (!(error instanceof ResponseLost)) {
          throw error;
        }
        const made = (await this.tasksOf(values.suffix)).find(
          ({ id }) => !before.has(id),
        );
        if (made) {
          return made.id;
        }
      }
    }
  }

  /** Makes the scaffolder's worker look for open tasks, by a task that changes nothing. */
  async signalWorker(): Promise<void> {
    const suffix = 'no-environment';
    await this.startTask('tap-postgres-teardown', { suffix, confirm: suffix });
  }

  async task(id: string): Promise<Task> {
    return this.json(`/api/scaffolder/v2/tasks/${id}`);
  }

  /** All tasks, newest first. */
  async tasks(): Promise<Task[]> {
    const tasks: Task[] = [];
    for (;;) {
      const page = await this.json<{ tasks: Task[] }>(
        `/api/scaffolder/v2/tasks?order=desc:created_at&limit=${PAGE}&offset=${tasks.length}`,
      );
      tasks.push(...page.tasks);
      if (page.tasks.length < PAGE) {
        return tasks;
      }
    }
  }

  /** The last message of a completed task. */
  async lastMessage(taskId: string): Promise<string> {
    const events = await this.json<
      { type: string; body: { message: string; error?: { message: string } } }[]
    >(`/api/scaffolder/v2/tasks/${taskId}/events`);
    const completion = events.filter(({ type }) => type === 'completion');
    return completion
      .map(({ body }) => body.error?.message ?? body.message)
      .join(' ');
  }

  /** All log messages of a task. */
  async logOf(taskId: string): Promise<string> {
    const events = await this.json<{ body: { message: string } }[]>(
      `/api/scaffolder/v2/tasks/${taskId}/events`,
    );
    return events.map(({ body }) => body.message).join('\n');
  }

  /** Environments in the catalog. */
  async systems(): Promise<SystemEntity[]> {
    return this.json(
      '/api/catalog/entities?filter=kind=system,spec.type=tap-environment',
    );
  }

  /** Resources of environments in the catalog, by entity name. */
  async resources(): Promise<string[]> {
    const entities = await this.json<SystemEntity[]>(
      '/api/catalog/entities?filter=kind=resource',
    );
    return entities.map(({ metadata }) => metadata.name);
  }

  /** Notifications of the guest user. */
  async notifications(): Promise<Notification[]> {
    const found: Notification[] = [];
    for (;;) {
      const { notifications } = await this.json<{
        notifications: { payload: { title: string; scope?: string } }[];
      }>(`/api/notifications/notifications?limit=100&offset=${found.length}`);
      found.push(
        ...notifications.map(({ payload }) => ({
          title: payload.title,
          scope: payload.scope ?? '',
        })),
      );
      if (notifications.length < 100) {
        return found;
      }
    }
  }

  private async tasksOf(suffix: string): Promise<Task[]> {
    return (await this.tasks()).filter(
      ({ spec }) => spec.parameters?.suffix === suffix,
    );
  }

  private async json<T>(path: string): Promise<T> {
    const answer = await this.get(path);
    if (!answer.ok) {
      throw new Error(
        `${path} returned ${answer.status}: ${await answer.text()}`,
      );
    }
    return (await answer.json()) as T;
  }

  private async patiently(
    path: string,
    init: RequestInit,
    isRead: boolean,
  ): Promise<Response> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.attempt(path, init, isRead);
      if (answer) {
        return answer;
      }
      if (performance.now() > deadline) {
        throw new Error(`${path}: the back end did not respond in time`);
      }
      await sleep(500);
    }
  }

  /** @returns undefined if the request must be repeated */
  private async attempt(
    path: string,
    init: RequestInit,
    isRead: boolean,
  ): Promise<Response | undefined> {
    const token = await this.signedIn();
    if (!token) {
      return undefined;
    }
    let answer: Response;
    try {
      answer = await whole(
        await fetch(`${this.url}${path}`, {
          ...init,
          headers: { ...init.headers, authorization: `Bearer ${token}` },
        }),
      );
    } catch (error) {
      if (isRead || wasRefused(error)) {
        return undefined;
      }
      throw new ResponseLost(`${path}: the connection was closed`, {
        cause: error,
      });
    }
    if (answer.status === 401) {
      this.token = undefined;
      return undefined;
    }
    if (await isFromNoPlugin(answer)) {
      return undefined;
    }
    // Whether a plugin is still starting; for a read, any server error.
    const mayRepeat = isRead ? answer.status >= 500 : answer.status === 503;
    return mayRepeat && !(await isOurRefusal(path, answer))
      ? undefined
      : answer;
  }

  private async signedIn(): Promise<string | undefined> {
    if (!this.token) {
      try {
        const answer = await fetch(`${this.url}/api/auth/guest/refresh`);
        const { backstageIdentity } = (await answer.json()) as {
          backstageIdentity: { token: string };
        };
        this.token = backstageIdentity.token;
      } catch {
        return undefined;
      }
    }
    return this.token;
  }
}

/** The response with its body read, because the connection can close during the transfer. */
async function whole(answer: Response): Promise<Response> {
  const body = await answer.text();
  return new Response(body === '' ? undefined : body, answer);
}

/** The connection was refused, so the request was not received. */
function wasRefused(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code === 'ECONNREFUSED';
}

/** A back end without the plugin's routes yet returns 404 without a message; plugins return a message. */
async function isFromNoPlugin(answer: Response): Promise<boolean> {
  return answer.status === 404 && (await answer.clone().text()) === '';
}

/** Routes of TAP return 503 if AWS is not available; this is not a plugin that is starting. */
async function isOurRefusal(path: string, answer: Response): Promise<boolean> {
  return (
    path.startsWith('/api/tap/') &&
    (await answer.clone().text()).includes('AWS')
  );
}
