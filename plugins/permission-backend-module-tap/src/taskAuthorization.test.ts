import { ServiceUnavailableError } from '@backstage/errors';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { Caller } from '@tap/plugin-tap-node/testUtils';
import { EnvironmentPortal } from './__testUtils__/EnvironmentPortal';
import { CALLERS } from './__testUtils__/PolicyPortal';

jest.setTimeout(240_000);

const TASKS = '/api/scaffolder/v2/tasks';

/** States of a task that olga started, each with its environment. */
const STATES = ['processing', 'failed', 'completed', 'cancelled'] as const;

type State = (typeof STATES)[number];

type Attempt = (
  portal: EnvironmentPortal,
  caller: Caller,
  taskId: string,
) => Promise<boolean>;

/** Attempts on a task, which return whether they succeeded. */
const ATTEMPTS: Record<string, Attempt> = {
  read: status(200, (portal, caller, id) =>
    portal.send(caller, `${TASKS}/${id}`),
  ),
  events: status(200, (portal, caller, id) =>
    portal.send(caller, `${TASKS}/${id}/events`),
  ),
  list: async (portal, caller, id) => {
    const { body } = await portal.send(caller, TASKS);
    return Boolean(body.tasks?.some((task: { id: string }) => task.id === id));
  },
  'read the log over MCP': async (portal, caller, id) => {
    if (caller === 'unauthenticated') {
      return (await portal.mcp(caller, 'tools/list')).status === 200;
    }
    const { isError } = await portal.callTool(
      caller,
      'scaffolder.get-scaffolder-task-logs',
      { taskId: id },
    );
    return !isError;
  },
  'list over MCP': async (portal, caller, id) => {
    if (caller === 'unauthenticated') {
      return (await portal.mcp(caller, 'tools/list')).status === 200;
    }
    const { text } = await portal.callTool(
      caller,
      'scaffolder.list-scaffolder-tasks',
      {},
    );
    return text.includes(id);
  },
  retry: status(201, (portal, caller, id) =>
    portal.send(caller, `${TASKS}/${id}/retry`, {}),
  ),
  cancel: status(200, (portal, caller, id) =>
    portal.send(caller, `${TASKS}/${id}/cancel`, {}),
  ),
};

/** These need a task of their own each; the others read. */
const CHANGING = ['retry', 'cancel'];

function status(
  expected: number,
  send: (...attempt: Parameters<Attempt>) => Promise<{ status: number }>,
): Attempt {
  return async (...attempt) => (await send(...attempt)).status === expected;
}

const ALWAYS = 'ok ok ok ok';
const NEVER = 'no no no no';

/** Results for callers who may read the task, by attempt, in the order of {@link STATES}. */
const WHERE_ALLOWED: Record<string, string> = {
  read: ALWAYS,
  events: ALWAYS,
  list: ALWAYS,
  'read the log over MCP': ALWAYS,
  'list over MCP': ALWAYS,
  // The scaffolder rejects the retry of a running task.
  retry: 'no ok ok ok',
  // The scaffolder also accepts it for an ended task, without effect.
  cancel: ALWAYS,
};

const MAY: Record<keyof typeof CALLERS, boolean> = {
  olga: true,
  otto: false,
  root: true,
  service: true,
  unauthenticated: false,
};

describe('authorization on tasks by attempt, caller and state', () => {
  let portal: EnvironmentPortal;
  let release = () => {};

  beforeAll(async () => {
    portal = await EnvironmentPortal.start();
    const { environments, outcomes } = portal.engine;
    for (const suffix of STATES) {
      environments.set(suffix, sampleEnvironment({ suffix }));
    }
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    outcomes.set('processing', () => held);
    outcomes.set('cancelled', () => held);
    outcomes.set('failed', async () => {
      throw new Error('invalid value for shared_buffers');
    });
  });
  afterAll(async () => {
    release();
    await portal?.stop();
  });

  /** Creates a task of olga in a state. */
  async function aTask(state: State): Promise<string> {
    const { body } = await portal.tasks.create(CALLERS.olga, 'tap-postgres', {
      suffix: state,
      description: 'private words',
    });
    if (state === 'processing') {
      await portal.tasks.hasBegun(body.id);
    } else if (state === 'cancelled') {
      await portal.tasks.hasBegun(body.id);
      await portal.send(CALLERS.olga, `${TASKS}/${body.id}/cancel`, {});
      await portal.tasks.outcome(body.id);
    } else {
      await portal.tasks.hasStatus(body.id, state);
    }
    return body.id;
  }

  const cases = Object.keys(WHERE_ALLOWED).flatMap(what =>
    (Object.keys(CALLERS) as Array<keyof typeof CALLERS>).map(
      who => [what, who] as const,
    ),
  );

  it('has a result for every attempt', () => {
    expect(Object.keys(WHERE_ALLOWED)).toEqual(Object.keys(ATTEMPTS));
  });

  const readable = new Map<State, Promise<string>>();

  /** The task that all attempts read. */
  function theTask(state: State): Promise<string> {
    const taskId = readable.get(state) ?? aTask(state);
    readable.set(state, taskId);
    return taskId;
  }

  it.each(cases)('%s by %s', async (what, who) => {
    const task = CHANGING.includes(what) ? aTask : theTask;
    const decisions = await Promise.all(
      STATES.map(async state =>
        (await ATTEMPTS[what](portal, CALLERS[who], await task(state)))
          ? 'ok'
          : 'no',
      ),
    );
    expect(decisions.join(' ')).toBe(MAY[who] ? WHERE_ALLOWED[what] : NEVER);
  });

  describe('a task that is run again', () => {
    /** Creates a task of olga that failed because of AWS, so that the permit in its checkpoint is still unused. */
    async function interrupted(suffix: string): Promise<string> {
      const { environments, outcomes } = portal.engine;
      environments.set(suffix, sampleEnvironment({ suffix }));
      outcomes.set(suffix, async () => {
        throw new ServiceUnavailableError('Rate exceeded');
      });
      const { body } = await portal.tasks.create(CALLERS.olga, 'tap-postgres', {
        suffix,
        size: 'medium',
      });
      await portal.tasks.hasStatus(body.id, 'failed');
      outcomes.delete(suffix);
      return body.id;
    }

    async function retried(by: Caller, taskId: string) {
      const before = portal.engine.operations.length;
      await portal.send(by, `${TASKS}/${taskId}/retry`, {});
      const { status: ended, error } = await portal.tasks.outcome(taskId);
      const operations = portal.engine.operations.slice(before);
      return { ended, error: error?.name, operations };
    }

    it('does what its user may do', async () => {
      expect(
        await retried(CALLERS.olga, await interrupted('interrupted')),
      ).toMatchObject({
        ended: 'completed',
        operations: ['deploy interrupted'],
      });
    });

    it.each(['olga', 'service'] as const)(
      'by %s: has the rights of the user who runs it again after a transfer',
      async by => {
        const suffix = `handed-over-${by}`;
        const taskId = await interrupted(suffix);
        portal.engine.environments.set(
          suffix,
          sampleEnvironment({ suffix, owner: 'group:default/others' }),
        );
        expect(await retried(CALLERS[by], taskId)).toMatchObject(
          by === 'olga'
            ? { ended: 'failed', error: 'NotAllowedError', operations: [] }
            : { ended: 'completed', operations: [`deploy ${suffix}`] },
        );
      },
    );

    it('may not release an environment that was protected in the meantime', async () => {
      const suffix = 'protected-since';
      const { environments, outcomes } = portal.engine;
      environments.set(suffix, sampleEnvironment({ suffix }));
      outcomes.set(suffix, async () => {
        throw new ServiceUnavailableError('Rate exceeded');
      });
      const { body } = await portal.tasks.create(CALLERS.olga, 'tap-postgres', {
        suffix,
        retention: 'destroy',
      });
      await portal.tasks.hasStatus(body.id, 'failed');
      outcomes.delete(suffix);
      environments.set(
        suffix,
        sampleEnvironment({ suffix, retention: 'retain' }),
      );
      expect(await retried(CALLERS.olga, body.id)).toMatchObject({
        ended: 'failed',
        error: 'NotAllowedError',
        operations: [],
      });
    });
  });
});
