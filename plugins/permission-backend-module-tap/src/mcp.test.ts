import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { EnvironmentPortal } from './__testUtils__/EnvironmentPortal';
import { CALLERS } from './__testUtils__/PolicyPortal';

jest.setTimeout(120_000);

describe('the MCP server', () => {
  let portal: EnvironmentPortal;

  beforeAll(async () => {
    portal = await EnvironmentPortal.start();
    const suffix = 'orders';
    portal.engine.environments.set(suffix, sampleEnvironment({ suffix }));
  });
  afterAll(async () => {
    await portal?.stop();
  });

  it('offers the registered actions of TAP with their annotations', async () => {
    const { text } = await portal.mcp(CALLERS.otto, 'tools/list');
    const { tools } = JSON.parse(text.slice(text.indexOf('{'))).result;
    const ours = tools
      .filter(({ name }: { name: string }) => name.startsWith('tap.'))
      .map(({ name, annotations }: any) => [
        name,
        annotations.readOnlyHint,
        annotations.destructiveHint,
      ]);
    expect(ours).toEqual([
      ['tap.list', true, false],
      ['tap.get', true, false],
      ['tap.plan', true, false],
      ['tap.request', false, true],
      ['tap.request-teardown', false, true],
    ]);
  });

  it.each(['tools/list', 'tools/call', 'initialize'])(
    'answers 401 to %s without a token, and discloses nothing',
    async method => {
      const { status, text } = await portal.mcp('unauthenticated', method, {
        name: 'tap.list',
        arguments: {},
      });
      expect(status).toBe(401);
      expect(text).not.toContain('orders');
      expect(text).not.toContain('tap.');
    },
  );

  const TEARDOWN = { suffix: 'orders', confirm: 'orders' };

  it.each([
    ['tap.plan', { suffix: 'orders', size: 'large' }, /is taken/],
    ['tap.request', { suffix: 'orders', size: 'large' }, /is taken/],
    ['tap.request-teardown', TEARDOWN, /tap\.environment\.delete/],
    [
      'catalog.register-entity',
      { locationUrl: 'https://example.com/catalog-info.yaml' },
      /NotAllowed|403/,
    ],
  ])('%s has only the rights of the caller', async (tool, input, reason) => {
    const { isError, text } = await portal.callTool(CALLERS.otto, tool, input);
    expect(isError).toBe(true);
    expect(text).toMatch(reason);
    expect(portal.engine.operations).toEqual([]);
  });

  it('starts a task of any template on behalf of the caller', async () => {
    const { text } = await portal.callTool(
      CALLERS.otto,
      'scaffolder.execute-template',
      {
        templateRef: 'template:default/tap-postgres-teardown',
        values: TEARDOWN,
      },
    );
    expect(await portal.tasks.outcome(JSON.parse(text).taskId)).toMatchObject({
      status: 'failed',
      error: { name: 'NotAllowedError' },
    });
    expect(portal.engine.operations).toEqual([]);
  });

  it('allows the owner what the owner may do', async () => {
    const { isError, text } = await portal.callTool(
      CALLERS.olga,
      'tap.request-teardown',
      TEARDOWN,
    );
    expect(isError).toBeFalsy();
    const { taskId } = JSON.parse(text);
    expect(await portal.tasks.outcome(taskId)).toMatchObject({
      status: 'completed',
    });
    expect(portal.engine.operations).toEqual(['teardown orders']);
  });
});
