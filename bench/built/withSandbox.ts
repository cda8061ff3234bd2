import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT, SandboxProcess } from '../../chaos/processes/SandboxProcess';
import { sandboxIam } from '../../plugins/tap-node/dev/iam/sandboxIam';

/**
 * Runs a measurement with a sandbox of its own.
 *
 * @param speed - sandbox seconds per second
 * @param measure - gets the sandbox, and the configuration of a portal whose only target it is
 */
export async function withSandbox<T>(
  speed: number,
  measure: (sandbox: SandboxProcess, config: object) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'tap-bench-'));
  const sandbox = await SandboxProcess.start({ directory, speed });
  try {
    return await measure(sandbox, sandboxConfig(sandbox.url));
  } finally {
    await sandbox.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function sandboxConfig(endpoint: string): object {
  return {
    scaffolder: { concurrentTasksLimit: 200 },
    tap: {
      targets: [
        {
          name: 'sandbox',
          accountId: ACCOUNT,
          region: 'us-east-1',
          endpoint,
          ...sandboxIam(ACCOUNT).target,
        },
      ],
    },
  };
}
