import { Environment, environmentStatus } from '@tap/plugin-tap-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { Answer, Caller } from '@tap/plugin-tap-node/testUtils';
import { EnvironmentPortal } from './__testUtils__/EnvironmentPortal';
import { CALLERS } from './__testUtils__/PolicyPortal';

jest.setTimeout(240_000);

/** The states of an environment, at rest first. Its suffix is the name of the state. */
const STATES = {
  rest: {},
  creating: { stackStatus: 'CREATE_IN_PROGRESS' },
  updating: { stackStatus: 'UPDATE_IN_PROGRESS' },
  deleting: { stackStatus: 'DELETE_IN_PROGRESS' },
  'not-created': { stackStatus: 'CREATE_FAILED' },
  'not-deleted': { stackStatus: 'DELETE_FAILED' },
  stuck: { stackStatus: 'UPDATE_ROLLBACK_FAILED' },
  protected: { retention: 'retain' },
  released: { wasRetained: true },
  transferred: { owner: 'group:default/a-third-one' },
} satisfies Record<string, Partial<Environment>>;

type State = keyof typeof STATES;
const STATE_NAMES = Object.keys(STATES) as State[];

/** Every decision that depends on a state has one of these; all states in `./tap verify`, because of the number of requests. */
const TRIED: State[] = process.env.TAP_VERIFY
  ? STATE_NAMES
  : ['rest', 'updating', 'stuck', 'protected', 'released', 'transferred'];

/** The callers. The owner requested all environments, and is in the group that owns them until they are transferred. */
const WHO = {
  owner: CALLERS.olga,
  other: CALLERS.otto,
  admin: CALLERS.root,
  service: 'service',
  unauthenticated: 'unauthenticated',
} satisfies Record<string, Caller>;

type Who = keyof typeof WHO;

/** A cell of the matrix: allowed, denied, rejected because of the state or the owner of the name, or not signed in. */
type Decision = 'ok' | 'no' | 'conflict' | '401';

type Attempt = (
  portal: EnvironmentPortal,
  caller: Caller,
  suffix: State,
) => Promise<Decision>;

const environment = (suffix: string) => `/api/tap/environments/main/${suffix}`;
const TEMPLATES = resolve(__dirname, '../../../templates');

/** Every route, registered action, template and dry run, for one environment. */
const ATTEMPTS: Record<string, Attempt> = {
  'GET /environments': async (portal, caller, suffix) =>
    listed(await portal.send(caller, '/api/tap/environments'), body =>
      body.items.some((item: Environment) => item.suffix === suffix),
    ),
  'GET /environments, a page': async (portal, caller, suffix) =>
    listed(
      await portal.send(caller, `/api/tap/environments?limit=1&name=${suffix}`),
      body => body.totalItems === 1 && body.items[0].suffix === suffix,
    ),
  'GET /environments/:suffix': get(environment),
  'GET /environments/:suffix/progress': get(
    suffix => `${environment(suffix)}/progress`,
  ),
  'GET /environments/:suffix/resources': get(
    suffix => `${environment(suffix)}/resources`,
  ),
  'GET /suffixes/:suffix, may be changed': async (portal, caller, suffix) =>
    listed(
      await portal.send(caller, `/api/tap/targets/main/suffixes/${suffix}`),
      body => body.canBeChanged === true,
    ),
  'POST /plan': post(
    () => '/api/tap/plan',
    suffix => ({ suffix, backupRetentionDays: 9 }),
  ),
  'POST /plan, to release': post(
    () => '/api/tap/plan',
    suffix => ({ suffix, retention: 'snapshot' }),
  ),
  'POST /teardown': post(
    suffix => `${environment(suffix)}/teardown`,
    suffix => ({ confirm: suffix }),
  ),
  'POST /teardown, acknowledged': post(
    suffix => `${environment(suffix)}/teardown`,
    suffix => ({ confirm: suffix, acknowledgeRetained: true }),
  ),
  'POST /extend': post(
    suffix => `${environment(suffix)}/extend`,
    () => ({ expiresIn: '7d' }),
  ),
  'POST /transfer': post(
    suffix => `${environment(suffix)}/transfer`,
    () => ({ owner: 'group:default/others' }),
  ),
  'POST /drift': post(
    suffix => `${environment(suffix)}/drift`,
    () => ({}),
  ),
  'action list': async (portal, caller, suffix) =>
    listed(await portal.invoke(caller, 'list', {}), body =>
      body.output.items.some((item: Environment) => item.suffix === suffix),
    ),
  'action get': invoke('get', suffix => ({ suffix })),
  'action plan': invoke('plan', suffix => ({ suffix, size: 'medium' })),
  'action request': invoke('request', suffix => ({ suffix, size: 'medium' })),
  'action request, to release': invoke('request', suffix => ({
    suffix,
    retention: 'destroy',
  })),
  'action request-teardown': invoke('request-teardown', suffix => ({
    suffix,
    confirm: suffix,
    acknowledgeRetained: true,
  })),
  'template tap-postgres': task('tap-postgres', suffix => ({
    suffix,
    description: 'changed',
  })),
  'template tap-postgres, to release': task('tap-postgres', suffix => ({
    suffix,
    retention: 'destroy',
  })),
  'template tap-postgres, to take over': task('tap-postgres', suffix => ({
    suffix,
    owner: 'group:default/others',
  })),
  'template tap-postgres-teardown': task('tap-postgres-teardown', suffix => ({
    suffix,
    confirm: suffix,
    acknowledgeRetained: true,
  })),
  'template with tap:environment:extend': task('extend', suffix => ({
    suffix,
  })),
  'dry run of tap-postgres': dryRun('tap-postgres', suffix => ({
    suffix,
    description: 'changed',
  })),
  'dry run of tap-postgres-teardown': dryRun(
    'tap-postgres-teardown',
    suffix => ({ suffix, confirm: suffix, acknowledgeRetained: true }),
  ),
};

/** Decisions in the order of {@link STATES}. */
type Row = string;

const all = (same: Decision): Row => STATE_NAMES.map(() => same).join(' ');

const UNAUTHENTICATED = { unauthenticated: all('401') };

const LOOK: Record<Who, Row> = {
  owner: all('ok'),
  other: all('ok'),
  admin: all('ok'),
  service: all('ok'),
  ...UNAUTHENTICATED,
};

/*
 * Which failed states CloudFormation can still change is decided by the engine, after the authorization:
 * plugins/tap-node/src/scenarios/states.test.ts.
 */
const CHANGE: Record<Who, Row> = {
  //      rest creating updating deleting n-cr n-d stuck prot rel transferred
  owner: 'ok conflict conflict conflict ok ok ok ok ok no',
  // A name of other users is taken: the response discloses nothing else.
  other: all('conflict'),
  admin: 'ok conflict conflict conflict ok ok ok ok ok ok',
  service: 'ok conflict conflict conflict ok ok ok ok ok ok',
  ...UNAUTHENTICATED,
};

const RELEASE: Record<Who, Row> = {
  ...CHANGE,
  owner: 'ok conflict conflict conflict ok ok ok no ok no',
  service: 'ok conflict conflict conflict ok ok ok no ok ok',
};

/** The routes and actions that name an existing environment. */
const COMMAND: Record<Who, Row> = { ...CHANGE, other: all('no') };

const TEARDOWN: Record<Who, Row> = {
  owner: 'ok ok ok ok ok ok ok conflict ok no',
  other: all('no'),
  admin: 'ok ok ok ok ok ok ok conflict ok ok',
  service: 'ok ok ok ok ok ok ok conflict ok ok',
  ...UNAUTHENTICATED,
};

const MATRIX: Record<string, Record<Who, Row>> = {
  'GET /environments': LOOK,
  'GET /environments, a page': LOOK,
  'GET /environments/:suffix': LOOK,
  'GET /environments/:suffix/progress': LOOK,
  'GET /environments/:suffix/resources': LOOK,
  'GET /suffixes/:suffix, may be changed': {
    owner: 'ok no no no no no no ok ok no',
    other: all('no'),
    admin: 'ok no no no no no no ok ok ok',
    service: 'ok no no no no no no ok ok ok',
    ...UNAUTHENTICATED,
  },
  'POST /plan': CHANGE,
  'POST /plan, to release': RELEASE,
  'POST /teardown': {
    owner: 'ok ok ok ok ok ok ok conflict conflict no',
    other: all('no'),
    admin: 'ok ok ok ok ok ok ok conflict conflict ok',
    service: 'ok ok ok ok ok ok ok conflict conflict ok',
    ...UNAUTHENTICATED,
  },
  'POST /teardown, acknowledged': TEARDOWN,
  'POST /extend': COMMAND,
  'POST /transfer': COMMAND,
  'POST /drift': LOOK,
  'action list': LOOK,
  'action get': LOOK,
  'action plan': CHANGE,
  'action request': CHANGE,
  'action request, to release': RELEASE,
  'action request-teardown': TEARDOWN,
  'template tap-postgres': CHANGE,
  'template tap-postgres, to release': RELEASE,
  'template tap-postgres, to take over': CHANGE,
  'template tap-postgres-teardown': TEARDOWN,
  'template with tap:environment:extend': COMMAND,
  'dry run of tap-postgres': CHANGE,
  'dry run of tap-postgres-teardown': TEARDOWN,
};

/** The attempts that change or delete something if they are allowed. */
const isMutating = (what: string) =>
  /^(POST \/(teardown|extend|transfer)|action request|template)/.test(what);

function get(path: (suffix: State) => string): Attempt {
  return async (portal, caller, suffix) =>
    decision(await portal.send(caller, path(suffix)));
}

function post(
  path: (suffix: State) => string,
  body: (suffix: State) => object,
): Attempt {
  return async (portal, caller, suffix) => {
    const answer = await portal.send(caller, path(suffix), body(suffix));
    return started(portal, answer, answer.body.taskId);
  };
}

function invoke(action: string, input: (suffix: State) => object): Attempt {
  return async (portal, caller, suffix) => {
    const answer = await portal.invoke(caller, action, input(suffix));
    return started(portal, answer, answer.body.output?.taskId);
  };
}

function task(template: string, values: (suffix: State) => object): Attempt {
  return async (portal, caller, suffix) => {
    const answer = await portal.tasks.create(caller, template, values(suffix));
    return started(portal, answer, answer.body.id);
  };
}

function dryRun(template: string, values: (suffix: State) => object): Attempt {
  return async (portal, caller, suffix) =>
    decision(
      await portal.send(caller, '/api/scaffolder/v2/dry-run', {
        template: parse(
          readFileSync(resolve(TEMPLATES, template, 'template.yaml'), 'utf8'),
        ),
        values: values(suffix),
        directoryContents: [],
      }),
    );
}

function listed(answer: Answer, has: (body: any) => boolean): Decision {
  const read = decision(answer);
  return read === 'ok' && !has(answer.body) ? 'no' : read;
}

/** Derives the decision from a response, or from the task that it started. */
async function started(
  portal: EnvironmentPortal,
  answer: Answer,
  taskId: string | undefined,
): Promise<Decision> {
  if (!taskId) {
    return decision(answer);
  }
  const { status, error } = await portal.tasks.outcome(taskId);
  return status === 'completed'
    ? 'ok'
    : byName(error?.name, error?.message ?? answer.text);
}

function decision({ status, body, text }: Answer): Decision {
  if (status < 300) {
    return 'ok';
  }
  return status === 401 ? '401' : byName(body?.error?.name, text);
}

function byName(name: string | undefined, text: string): Decision {
  switch (name) {
    case 'NotAllowedError':
    case 'NotFoundError':
      return 'no';
    case 'ConflictError':
      return 'conflict';
    default:
      throw new Error(`Unexpected ${name}: ${text}`);
  }
}

describe('authorization by attempt, caller and state', () => {
  let portal: EnvironmentPortal;
  /** Decisions by attempt and caller, in the order of the states. */
  const decided = new Map<string, Decision[]>();

  beforeAll(async () => {
    const most = STATE_NAMES.length;
    portal = await EnvironmentPortal.start({
      limits: { perUser: { plans: most, driftDetections: most, reads: most } },
    });
    for (const suffix of STATE_NAMES) {
      const facts: Partial<Environment> = STATES[suffix];
      const status = environmentStatus(facts.stackStatus ?? 'CREATE_COMPLETE');
      portal.engine.environments.set(
        suffix,
        sampleEnvironment({ suffix, status, ...facts }),
      );
    }
  });
  afterAll(async () => {
    await portal?.stop();
  });

  it('has a decision for every attempt, caller and state', () => {
    expect(Object.keys(MATRIX)).toEqual(Object.keys(ATTEMPTS));
    expect(Object.values(WHO).sort()).toEqual(Object.values(CALLERS).sort());
    for (const byWho of Object.values(MATRIX)) {
      expect(Object.keys(byWho).sort()).toEqual(Object.keys(WHO).sort());
      for (const row of Object.values(byWho)) {
        expect(row.split(' ')).toHaveLength(STATE_NAMES.length);
      }
    }
  });

  const cases = Object.keys(MATRIX).flatMap(what =>
    (Object.keys(WHO) as Who[]).map(who => [what, who] as const),
  );

  it.each(cases)('%s by %s', async (what, who) => {
    const { engine } = portal;
    engine.operations.length = 0;
    const decisions: Decision[] = await Promise.all(
      TRIED.map(state => ATTEMPTS[what](portal, WHO[who], state)),
    );
    decided.set(`${what} by ${who}`, decisions);
    const row = MATRIX[what][who].split(' ');
    expect(decisions).toEqual(
      TRIED.map(state => row[STATE_NAMES.indexOf(state)]),
    );

    // A rejected attempt starts nothing.
    const touched = new Set(engine.operations.map(name => name.split(' ')[1]));
    const allowed = TRIED.filter((_, i) => decisions[i] === 'ok');
    expect([...touched].sort()).toEqual(isMutating(what) ? allowed.sort() : []);
  });

  it('grants in no state what is denied at rest', () => {
    expect(decided.size).toBe(cases.length);
    for (const [attempt, [atRest, ...others]] of decided) {
      const widened = TRIED.slice(1).filter(
        (_, i) => others[i] === 'ok' && atRest !== 'ok',
      );
      expect([attempt, widened]).toEqual([attempt, []]);
    }
  });
});
