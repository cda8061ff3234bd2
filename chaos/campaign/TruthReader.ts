import { SandboxProcess, Truth, TrueStack } from '../processes/SandboxProcess';

/** How old an answer may be that several lifecycles share, in milliseconds. */
const SHARED_MS = 700;

/** Reads the sandbox's truth for all lifecycles together, since each answer tells of everything. */
export class TruthReader {
  private latest: { at: number; truth: Promise<Truth> } | undefined;

  constructor(private readonly sandbox: SandboxProcess) {}

  async truth(): Promise<Truth> {
    if (!this.latest || performance.now() - this.latest.at > SHARED_MS) {
      this.latest = { at: performance.now(), truth: this.sandbox.truth() };
    }
    return this.latest.truth;
  }

  /** All stacks that an environment has had, newest first, deleted ones included. */
  async stacksOf(suffix: string): Promise<TrueStack[]> {
    const { stacks } = await this.truth();
    return stacks.filter(({ name }) => name === `TapStack-${suffix}`);
  }
}

/** Whether a stack exists. */
export function isAlive(stack: TrueStack | undefined): stack is TrueStack {
  return stack !== undefined && stack.status !== 'DELETE_COMPLETE';
}
