import { setTimeout as sleep } from 'node:timers/promises';
import { PortalClient } from '../../chaos/PortalClient';
import { SandboxProcess } from '../../chaos/processes/SandboxProcess';
import { BuiltPortal } from './BuiltPortal';
import { tapApp } from './tapApp';
import { withSandbox } from './withSandbox';

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
  return withSandbox(speed, async (sandbox, config) => {
    const portal = await BuiltPortal.start(app, config);
    try {
      const client = new PortalClient(portal.url);
      while (!(await hasTemplates(client))) {
        await sleep(500);
      }
      return await measure({ portal, client, sandbox });
    } finally {
      await portal.stop();
    }
  });
}

async function hasTemplates(client: PortalClient): Promise<boolean> {
  const answer = await client.get(
    '/api/catalog/entities/by-name/template/default/tap-postgres-teardown',
  );
  return answer.ok;
}
