import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

jest.setTimeout(60_000);

/** Follows a stack, with a pause of an hour before the second read, and stops after the first one. */
const PROGRAM = `
  const { StackWatcher } = require('./StackWatcher.ts');
  const stack = {
    stackId: 'arn:aws:cloudformation:eu-central-1:1:stack/TapStack-orders/1',
    hasEnded: false,
    eventsReadAt: 0,
    ended: new Promise(() => {}),
    observe: () => false,
    readEvents: async () => {
      stack.eventsReadAt = performance.now();
      return false;
    },
  };
  const watcher = new StackWatcher(
    {
      findAll: async () => {
        setImmediate(() => watcher.stop());
        return [{}];
      },
    },
    { shortest: 3_600_000, longest: 3_600_000 },
    console,
  );
  watcher.follow(stack);
`;

describe('StackWatcher', () => {
  it('does not keep its process alive after it is stopped', async () => {
    const running = promisify(execFile)(
      process.execPath,
      ['--require', '@backstage/cli/config/nodeTransform.cjs', '-e', PROGRAM],
      { cwd: __dirname, timeout: 50_000 },
    );
    await expect(running).resolves.toEqual({ stdout: '', stderr: '' });
  });
});
