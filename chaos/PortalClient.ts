import { setTimeout as sleep } from 'node:timers/promises';

/** A request was sent and no answer came: nobody knows whether it had an effect. */
export class AnswerLost extends Error {}

/** A scaffolder task as far as it matters here. */
export interface Task {
  id: string;
  status: string;
  createdAt: string;
  spec: { parameters?: { suffix?: string }; steps?: { action: string }[] };
}

/** Whether a task waits for a worker or has one. */
export function isUnderWay({ status }: Task): boolean {
  return status === 'open' || status === 'processing';
}

/** A System entity of the catalog. */
export interface SystemEntity {
  metadata: { name: string; annotations?: Record<string, string> };
}

/** A notification as the portal shows it to the user. */
export interface Notification {
  title: string;
  /** `tap:<stack ARN>:<about>` */
  scope: string;
}

/** For how long a back end may be away before a request gives up, in milliseconds. */
const PATIENCE_MS = 300_000;

const PAGE = 200;

/**
 * The portal's HTTP API as a patient CI job uses it: signed in as guest, and prepared for a back end that is away for
 * a while.
 */
export class PortalClient {
  private token: string | undefined;

  constructor(private readonly url: string) {}

  /** Reads until there is an answer. */
  async get(path: string): Promise<Response> {
    return this.patiently(path, {}, true);
  }

  /**
   * Sends once; what was certainly not taken is sent again.
   *
   * @throws AnswerLost where the connection broke before the answer
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
   * Starts a task of a template. Where the answer is lost or the portal's own fault, the list of tasks says whether there is one.
   *
   * @returns the task's ID
   * @throws Error where the scaffolder refuses
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
          throw new AnswerLost(`/api/scaffolder/v2/tasks: ${answer.status}`);
        }
        if (answer.status !== 201) {
          throw new Error(
            `The scaffolder answered ${answer.status}: ${await answer.text()}`,
          );
        }
        return ((await answer.json()) as { id: string }).id;
      } catch (error) {
        if (!(error instanceof AnswerLost)) {
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

  /** What a task that has ended said last. */
  async lastWords(taskId: string): Promise<string> {
    const events = await this.json<
      { type: string; body: { message: string; error?: { message: string } } }[]
    >(`/api/scaffolder/v2/tasks/${taskId}/events`);
    const completion = events.filter(({ type }) => type === 'completion');
    return completion
      .map(({ body }) => body.error?.message ?? body.message)
      .join(' ');
  }

  /** All lines of a task's log. */
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

  /** Resources in the catalog that are part of environments, as entity names. */
  async resources(): Promise<string[]> {
    const entities = await this.json<SystemEntity[]>(
      '/api/catalog/entities?filter=kind=resource',
    );
    return entities.map(({ metadata }) => metadata.name);
  }

  /** Notifications to the guest. */
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
        `${path} answered ${answer.status}: ${await answer.text()}`,
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
        throw new Error(`${path}: the back end has not answered for long`);
      }
      await sleep(500);
    }
  }

  /** @returns undefined where it has to be tried again */
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
      throw new AnswerLost(`${path}: the connection broke`, { cause: error });
    }
    if (answer.status === 401) {
      this.token = undefined;
      return undefined;
    }
    if (await isFromNoPlugin(answer)) {
      return undefined;
    }
    // A plugin that is still starting; of a read, whatever went wrong on the way.
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

/** The answer with its body read: a connection may break in the middle of it. */
async function whole(answer: Response): Promise<Response> {
  const body = await answer.text();
  return new Response(body === '' ? undefined : body, answer);
}

/** Nobody listened, so nobody has taken the request. */
function wasRefused(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code === 'ECONNREFUSED';
}

/** A back end that has not come to the plugin yet answers 404 without a word; plugins say what they have not found. */
async function isFromNoPlugin(answer: Response): Promise<boolean> {
  return answer.status === 404 && (await answer.clone().text()) === '';
}

/** TAP's routes answer 503 where AWS could not be asked: that is an answer, and not a plugin that is starting. */
async function isOurRefusal(path: string, answer: Response): Promise<boolean> {
  return (
    path.startsWith('/api/tap/') &&
    (await answer.clone().text()).includes('AWS')
  );
}
