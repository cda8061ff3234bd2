import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PortalClient } from '../../chaos/PortalClient';
import { ACCOUNT, SandboxProcess } from '../../chaos/processes/SandboxProcess';
import { sandboxIam } from '../../plugins/tap-node/dev/iam/sandboxIam';
import { BuiltPortal } from './BuiltPortal';
import { tapApp } from './tapApp';

/** The portal, built for production, on a sandbox. */
export interface BuiltTap {
  portal: BuiltPortal;
  client: PortalClient;
  sandbox: SandboxProcess;
}

/**
 * Runs a measurement on a built portal of its own, once its templates are in the catalog.
 *
 * @param speed - sandbox seconds per second
 */
export async function withBuiltTap<T>(
  speed: number,
  measure: (tap: BuiltTap) => Promise<T>,
): Promise<T> {
  const app = await tapApp();
  const directory = await mkdtemp(join(tmpdir(), 'tap-bench-'));
  const sandbox = await SandboxProcess.start({ directory, speed });
  try {
    const portal = await BuiltPortal.start(app, sandboxConfig(sandbox.url));
    try {
      const client = new PortalClient(portal.url);
      while (!(await hasTemplates(client))) {
        await sleep(500);
      }
      return await measure({ portal, client, sandbox });
    } finally {
      await portal.stop();
    }
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

async function hasTemplates(client: PortalClient): Promise<boolean> {
  const answer = await client.get(
    '/api/catalog/entities/by-name/template/default/tap-postgres-teardown',
  );
  return answer.ok;
}
