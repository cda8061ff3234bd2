import {
  SandboxProcess,
  SandboxState,
  StackState,
} from '../processes/SandboxProcess';

/** Maximum age in milliseconds of a response that several lifecycles share. */
const SHARED_MS = 700;

/** Reads the state of the sandbox for all lifecycles, because each response contains the whole state. */
export class StateReader {
  private latest: { at: number; state: Promise<SandboxState> } | undefined;

  constructor(private readonly sandbox: SandboxProcess) {}

  async state(): Promise<SandboxState> {
    if (!this.latest || performance.now() - this.latest.at > SHARED_MS) {
      this.latest = { at: performance.now(), state: this.sandbox.state() };
    }
    return this.latest.state;
  }

  /** All stacks of an environment, newest first, including deleted ones. */
  async stacksOf(suffix: string): Promise<StackState[]> {
    const { stacks } = await this.state();
    return stacks.filter(({ name }) => name === `TapStack-${suffix}`);
  }
}

/** Whether a stack exists. */
export function isAlive(stack: StackState | undefined): stack is StackState {
  return stack !== undefined && stack.status !== 'DELETE_COMPLETE';
}
