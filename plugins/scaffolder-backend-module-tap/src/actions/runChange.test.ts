import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { ConflictError } from '@backstage/errors';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { FakeCatalogWait } from '../__testUtils__/FakeCatalogWait';
import { runAction } from '../__testUtils__/runAction';
import { createEnvironmentRotateCredentialsAction } from './environmentRotateCredentials';
import { createEnvironmentStartAction } from './environmentStart';
import { createEnvironmentStopAction } from './environmentStop';
import { ChangeServices } from './runChange';

const REF = { suffix: 'orders-dev', target: 'sandbox' };
const SAMPLE = sampleEnvironment(REF);
const OUTPUTS = {
  ...SAMPLE.outputs!,
  OwnerSecretArn: 'arn:owner',
  ReadWriteSecretArn: 'arn:rw',
  ReadOnlySecretArn: 'arn:ro',
};
const NAMES = {
  entityRef: 'system:default/tap-orders-dev',
  environmentUrl: '/catalog/default/system/tap-orders-dev',
  ...REF,
  stackId: SAMPLE.stackId,
};

describe.each<{
  id: string;
  create: (services: ChangeServices) => TemplateAction<any, any, any>;
  input?: object;
  invalid: [object, RegExp];
  outputs?: object;
  dryRun: { line: string; outputs?: object };
  changed: object;
}>([
  {
    id: 'tap:environment:stop',
    create: createEnvironmentStopAction,
    invalid: [{ suffix: 'orders-dev', scheduled: true }, /scheduled/],
    dryRun: {
      line: 'Environment orders-dev is available. The task would stop its database: applications could not connect, and RDS would charge no instance hours.',
    },
    changed: { status: 'stopped', runState: { state: 'stopped' } },
  },
  {
    id: 'tap:environment:start',
    create: createEnvironmentStartAction,
    invalid: [{ suffix: 'orders-dev', onlyIfSince: '2026' }, /onlyIfSince/],
    dryRun: {
      line: 'Environment orders-dev is available. The task would start its database: RDS would charge instance hours again.',
    },
    changed: { status: 'available', runState: { state: 'started' } },
  },
  {
    id: 'tap:environment:rotate-credentials',
    create: createEnvironmentRotateCredentialsAction,
    input: { graceHours: 2 },
    invalid: [
      { suffix: 'orders-dev', graceHours: 169 },
      /graceHours: .*0 to 168/,
    ],
    outputs: {
      previousValidUntil: '2026-11-20T14:00:00.000Z',
      secretArns: ['arn:owner', 'arn:rw', 'arn:ro'],
    },
    dryRun: {
      line: 'The task would store a new user name and password in each of the secrets of environment orders-dev (arn:owner, arn:rw, arn:ro). The database would accept the previous passwords for 2 hours. Nothing would be restarted or replaced.',
      outputs: { secretArns: ['arn:owner', 'arn:rw', 'arn:ro'] },
    },
    changed: {
      credentialsRotation: { previousValidUntil: '2026-11-20T14:00:00.000Z' },
    },
  },
])('$id', ({ id, create, input, invalid, outputs, dryRun, changed }) => {
  let catalog: FakeCatalogWait;
  let environments: FakeEnvironmentService;
  let action: TemplateAction<any, any, any>;

  beforeEach(() => {
    catalog = new FakeCatalogWait();
    environments = new FakeEnvironmentService('sandbox', 'staging');
    environments.environments = [{ ...SAMPLE, outputs: OUTPUTS }];
    action = create({ catalog, environments });
  });

  const run = (facts?: object) =>
    runAction(action, { suffix: 'orders-dev', ...input }, facts);

  it('changes the environment, and ends when the catalog shows it', async () => {
    expect(action.id).toBe(id);
    await expect(run()).resolves.toEqual({ ...NAMES, ...outputs });
    expect(environments.find(REF)).toMatchObject(changed);
    expect(catalog.waits).toEqual(['until orders-dev is shown, small']);
  });

  it('rejects invalid input, and fields that only the portal sets, before it calls the service', async () => {
    const [values, message] = invalid;
    await expect(runAction(action, values)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    expect(environments.authorizations).toEqual([]);
  });

  it('logs in a dry run what it would do, and changes nothing', async () => {
    const lines: string[] = [];
    const logger = { info: (line: string) => lines.push(line) };
    await expect(run({ isDryRun: true, logger })).resolves.toEqual({
      ...NAMES,
      ...dryRun.outputs,
    });
    expect(lines).toEqual([dryRun.line]);
    expect(environments.tokens).toEqual([]);
    expect(catalog.waits).toEqual([]);
  });

  it('fails in a dry run if it would be rejected', async () => {
    environments.refusal = () => new ConflictError('has read replicas');
    await expect(run({ isDryRun: true })).rejects.toThrow('has read replicas');
  });
});

it('rotates the passwords with the default grace period', async () => {
  const environments = new FakeEnvironmentService('sandbox');
  environments.environments = [SAMPLE];
  const action = createEnvironmentRotateCredentialsAction({
    catalog: new FakeCatalogWait(),
    environments,
  });
  await expect(
    runAction(action, { suffix: 'orders-dev' }),
  ).resolves.toMatchObject({
    previousValidUntil: '2026-11-21T12:00:00.000Z',
    secretArns: [],
  });
});
