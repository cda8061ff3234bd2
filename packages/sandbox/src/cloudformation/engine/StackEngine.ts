import { StackOperation, StackRecord } from '../StackRecord';
import { cleanupPhase, cleanupRollbackPhase } from './cleanupPhases';
import { createPhase } from './createPhase';
import { deletePhase, rollbackCreatePhase } from './deletePhase';
import { EngineParts } from './EngineParts';
import { SandboxClosing } from './failureReason';
import { rollbackUpdatePhase } from './rollbackUpdatePhase';
import { StackSession } from './StackSession';
import { updatePhase } from './updatePhase';

const PHASES: Record<
  StackOperation['phase'],
  (session: StackSession) => Promise<void>
> = {
  create: createPhase,
  rollbackCreate: rollbackCreatePhase,
  delete: deletePhase,
  update: updatePhase,
  cleanup: cleanupPhase,
  rollbackUpdate: rollbackUpdatePhase,
  cleanupRollback: cleanupRollbackPhase,
};

/** The loop of a stack through the phases of its operations. */
interface Run {
  abort: AbortController;
  done: Promise<void>;
}

/**
 * Runs the operations that are recorded with the stacks. The record holds the
 * whole state of an operation, so an interrupted operation resumes where it
 * stopped.
 */
export class StackEngine {
  private readonly runs = new Map<string, Run>();
  private closing = false;

  constructor(private readonly parts: EngineParts) {}

  /** Resumes the operations that an earlier process did not finish. */
  resume(): void {
    this.parts.stacks
      .all()
      .filter(({ id, operation }) => operation && !this.runs.has(id))
      .forEach(({ id }) => this.wake(id));
  }

  /**
   * Starts the operation or phase that has been recorded for a stack, and
   * aborts the one that is running. Call it after each change of the record.
   */
  wake(stackId: string): void {
    const running = this.runs.get(stackId);
    if (running) {
      running.abort.abort(new Error('Superseded by another operation'));
      return;
    }
    const run: Run = { abort: new AbortController(), done: Promise.resolve() };
    this.runs.set(stackId, run);
    run.done = this.loop(stackId, run);
  }

  /** Stops all operations; their records allow them to resume. */
  async close(): Promise<void> {
    this.closing = true;
    const runs = [...this.runs.values()];
    runs.forEach(run => run.abort.abort(new SandboxClosing()));
    await Promise.allSettled(runs.map(run => run.done));
  }

  /** Stacks with an operation in progress in this process. */
  get active(): number {
    return this.runs.size;
  }

  private async loop(stackId: string, run: Run): Promise<void> {
    // The response is sent before the first event.
    await new Promise(resolve => setImmediate(resolve));
    try {
      let stack = this.stack(stackId);
      while (stack?.operation && !this.closing) {
        run.abort = new AbortController();
        await this.runPhases(stack.operation, stackId, run.abort.signal);
        stack = this.stack(stackId);
      }
    } catch (error) {
      this.report(stackId, error);
    } finally {
      this.runs.delete(stackId);
    }
  }

  /** Runs the phases until the operation ends or another one supersedes it. */
  private async runPhases(
    { id }: StackOperation,
    stackId: string,
    signal: AbortSignal,
  ): Promise<void> {
    const session = new StackSession(
      this.parts,
      stackId,
      signal,
      () => this.closing,
    );
    let operation: StackOperation | undefined = session.operation;
    while (operation?.id === id && !signal.aborted) {
      await PHASES[operation.phase](session);
      operation = this.stack(stackId)?.operation;
    }
  }

  private stack(stackId: string): StackRecord | undefined {
    return this.parts.stacks.get(stackId);
  }

  private report(stackId: string, error: unknown): void {
    if (!this.closing) {
      const text = error instanceof Error ? error.stack : String(error);
      process.stderr.write(`Sandbox: operation on ${stackId}: ${text}\n`);
    }
  }
}
