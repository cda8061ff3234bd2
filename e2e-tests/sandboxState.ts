import { Portal } from './Portal';

/** The actual state, as the sandbox reports it. */
export interface SandboxState {
  /** Including deleted stacks. */
  stacks: { name: string; status: string; tokens: string[] }[];
  databases: { id: string; pid: number; port: number }[];
}

/** Calls the sandbox's control API, which the portal does not use. */
export async function sandboxState(portal: Portal): Promise<SandboxState> {
  const answer = await fetch(`${portal.sandboxUrl}/_sandbox/state`);
  return (await answer.json()) as SandboxState;
}
