import { setTimeout as sleep } from 'node:timers/promises';
import { PortalApi } from './Portal';

/** A completed scaffolder task. */
export interface EndedTask {
  id: string;
  status: 'completed' | 'failed';
  /** Messages of its log, in order. */
  log: string[];
  output: Record<string, unknown>;
}

/** Starts a task of a template and waits until it completes. */
export async function runTask(
  api: PortalApi,
  template: string,
  values: Record<string, unknown>,
): Promise<EndedTask> {
  const answer = await api.post('/api/scaffolder/v2/tasks', {
    templateRef: `template:default/${template}`,
    values,
  });
  if (answer.status !== 201) {
    throw new Error(
      `the scaffolder returned ${answer.status}: ${await answer.text()}`,
    );
  }
  const { id } = (await answer.json()) as { id: string };
  return endOfTask(api, id);
}

/** Waits until a task completes. */
export async function endOfTask(
  api: PortalApi,
  id: string,
): Promise<EndedTask> {
  for (let attempt = 0; attempt < 6_000; attempt++) {
    const answer = await api.get(`/api/scaffolder/v2/tasks/${id}`);
    const { status } = (await answer.json()) as { status: string };
    if (status === 'completed' || status === 'failed') {
      const events = (await (
        await api.get(`/api/scaffolder/v2/tasks/${id}/events`)
      ).json()) as {
        type: string;
        body: { message: string; output?: Record<string, unknown> };
      }[];
      return {
        id,
        status,
        log: events.map(event => event.body.message),
        output:
          events.find(event => event.type === 'completion')?.body.output ?? {},
      };
    }
    await sleep(50);
  }
  throw new Error(`task ${id} did not complete`);
}
