import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isInProgress, PortalClient } from '../chaos/PortalClient';
import { BackendProcess } from '../chaos/processes/BackendProcess';
import { PortalDatabase } from '../chaos/processes/PortalDatabase';
import { SandboxProcess } from '../chaos/processes/SandboxProcess';
import { CdkApp } from './CdkApp';

/** A portal as in production, and the CDK CLI, both on the same sandbox. */
export interface BenchPortal {
  sandbox: SandboxProcess;
  client: PortalClient;
  cdk: CdkApp;
}

/**
 * Runs a measurement on a portal of its own.
 *
 * @param speed - sandbox seconds per second
 */
export async function withPortal<T>(
  speed: number,
  measure: (portal: BenchPortal) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'tap-bench-'));
  const database = await PortalDatabase.start();
  const sandbox = await SandboxProcess.start({
    directory,
    speed,
    // The CDK CLI has roles of its own, which docs/iam does not have.
    enforcesIam: false,
  });
  const backend = await BackendProcess.create({
    directory,
    sandboxUrl: sandbox.url,
  });
  const cdk = await CdkApp.create(sandbox.url);
  try {
    await backend.start({ database: database.config });
    await backend.ready();
    return await measure({
      sandbox,
      client: new PortalClient(backend.url),
      cdk,
    });
  } finally {
    await cdk.remove();
    await backend.stop();
    await sandbox.stop();
    await database.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Runs a task of a template to its end. @throws Error with the task's last message if it fails */
export async function runTask(
  client: PortalClient,
  template: string,
  values: { suffix: string } & Record<string, unknown>,
): Promise<void> {
  const id = await client.startTask(template, values);
  while (isInProgress(await client.task(id))) {
    await sleep(50);
  }
  const { status } = await client.task(id);
  if (status !== 'completed') {
    throw new Error(`${values.suffix}: ${await client.lastMessage(id)}`);
  }
}
