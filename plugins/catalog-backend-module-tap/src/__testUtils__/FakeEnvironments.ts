import { Environment } from '@tap/plugin-tap-common';
import { EnvironmentService } from '@tap/plugin-tap-node';

/** The reading half of the environment service, over stacks that a test sets. */
export class FakeEnvironments
  implements Pick<EnvironmentService, 'listAll' | 'lookUp' | 'targetNames'>
{
  /** What a listing answers. */
  listed: Environment[] = [];
  /** What a look-up by ARN finds beside what is listed. */
  found: Environment[] = [];
  /** ARNs that were looked up. */
  readonly lookedUp: string[] = [];
  failure: Error | undefined;
  /** Runs after a listing has been made and before it is answered. */
  beforeAnswer: () => Promise<void> = async () => {};
  reads = 0;

  targetNames(): string[] {
    return ['main', 'other'];
  }

  async listAll(target: string): Promise<Environment[]> {
    if (this.failure) {
      throw this.failure;
    }
    const answer = this.listed.filter(e => e.target === target);
    await this.beforeAnswer();
    this.reads += 1;
    return answer;
  }

  async lookUp(
    _target: string,
    stackId: string,
  ): Promise<Environment | undefined> {
    this.lookedUp.push(stackId);
    return [...this.listed, ...this.found].find(e => e.stackId === stackId);
  }
}
