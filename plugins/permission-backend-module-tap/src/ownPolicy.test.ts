import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import ownPolicyModule from './__testUtils__/ownPolicyModule';
import { CALLERS, PolicyPortal } from './__testUtils__/PolicyPortal';

jest.setTimeout(120_000);

describe("a policy of one's own that calls tapPolicyDecision", () => {
  let portal: PolicyPortal;

  beforeAll(async () => {
    portal = await new PolicyPortal({ policy: ownPolicyModule }).start();
  });
  afterAll(() => portal?.stop());

  it('is the example in the README', () => {
    const example = resolve(__dirname, '__testUtils__/ownPolicyModule.ts');
    const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');
    expect(readme).toContain(
      `\`\`\`ts\n${readFileSync(example, 'utf8')}\`\`\``,
    );
  });

  it('has the decisions of TAP, for users and administrators', async () => {
    const location = { type: 'url', target: 'https://example.com/a.yaml' };
    const register = async (caller: keyof typeof CALLERS) =>
      (await portal.send(CALLERS[caller], '/api/catalog/locations', location))
        .status;
    expect(await register('otto')).toBe(403);
    expect(await register('root')).toBe(201);

    const task = await portal.tasks.submit(
      'task',
      { outcome: 'succeed' },
      CALLERS.olga,
    );
    const read = async (caller: keyof typeof CALLERS) =>
      (await portal.send(CALLERS[caller], `/api/scaffolder/v2/tasks/${task}`))
        .status;
    expect(await read('otto')).toBe(403);
    expect(await read('olga')).toBe(200);
    await portal.tasks.hasStatus(task, 'completed');
  });

  it('has its own decisions on all other permissions', async () => {
    const { status, text } = await portal.send(
      CALLERS.otto,
      '/api/scaffolder/v2/dry-run',
      {
        template: parse(
          readFileSync(
            resolve(__dirname, '__testUtils__/template.yaml'),
            'utf8',
          ),
        ),
        values: { outcome: 'succeed' },
        directoryContents: [],
      },
    );
    expect([status, text]).toEqual([
      403,
      expect.stringContaining('NotAllowed'),
    ]);
  });
});
