import { Portal } from './Portal';

/** The actual state, as the sandbox reports it. */
export interface SandboxState {
  /** Including deleted stacks. */
  stacks: { name: string; status: string; tokens: string[] }[];
  /** `pid` is undefined while the server is stopped. */
  databases: { id: string; pid?: number; port: number }[];
}

/** Calls the sandbox's control API, which the portal does not use. */
export async function sandboxState(portal: Portal): Promise<SandboxState> {
  const answer = await fetch(`${portal.sandboxUrl}/_sandbox/state`);
  return (await answer.json()) as SandboxState;
}

/** The stacks of an environment, including deleted ones. */
export async function stacksOf(
  portal: Portal,
  suffix: string,
): Promise<SandboxState['stacks']> {
  const { stacks } = await sandboxState(portal);
  return stacks.filter(({ name }) => name === `TapStack-${suffix}`);
}

/** The database instances of an environment. */
export async function databasesOf(
  portal: Portal,
  suffix: string,
): Promise<SandboxState['databases']> {
  const { databases } = await sandboxState(portal);
  const identifier = new RegExp(`\\.tapstack-${suffix}(-replica-\\d+)?$`);
  return databases.filter(({ id }) => identifier.test(id));
}
