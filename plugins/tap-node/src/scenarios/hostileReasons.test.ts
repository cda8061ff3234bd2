import { ProgressEvent } from '@tap/plugin-tap-common';
import { request, TestAccount } from '../__testUtils__/TestAccount';
import { withPlainReasons } from '../aws/withPlainReasons';

jest.setTimeout(60_000);

/** A reason that a custom resource can return. */
const REASON =
  'no\r\n2026-11-27T12:00:00Z tap info all is well\n\u001b[2K\u001b[1A\u001b[32mok\u202e\u0000';

describe('reasons with line breaks and control characters', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 2_000 });
  });
  afterAll(async () => {
    await account.stop();
  });

  it('are plain text in errors and events', async () => {
    account.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Topic',
      action: 'create',
      reason: REASON,
    });
    const { engine } = account.engine();
    const events: ProgressEvent[] = [];
    const follow = async () => {
      const options = account.by('mia');
      for await (const event of engine.run(
        'deploy',
        request('hostile'),
        options,
      )) {
        events.push(event);
      }
    };
    const error: Error = await follow().then(
      () => new Error('It did not fail'),
      thrown => thrown,
    );

    const ref = { suffix: 'hostile', target: 'sandbox' };
    expect(error.message).toContain('all is well');
    expect(
      JSON.stringify([error.message, events, await engine.progress(ref)]),
    ).not.toMatch(/\\[nru]|\u202e/);
  });

  it('are plain text in the status of a stack', () => {
    expect(withPlainReasons([{ StackStatusReason: REASON }, {}])).toEqual([
      {
        StackStatusReason:
          'no 2026-11-27T12:00:00Z tap info all is well [2K [1A [32mok',
      },
      {},
    ]);
  });
});
