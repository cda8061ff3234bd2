import { Portal } from './Portal';

/** What really is there, as the sandbox itself tells it. */
export interface SandboxTruth {
  /** Stacks that are gone included. */
  stacks: { name: string; status: string; tokens: string[] }[];
  databases: { id: string; pid: number; port: number }[];
}

/** Asks the sandbox's control API, which no part of the portal uses. */
export async function sandboxTruth(portal: Portal): Promise<SandboxTruth> {
  const answer = await fetch(`${portal.sandboxUrl}/_sandbox/state`);
  return (await answer.json()) as SandboxTruth;
}
