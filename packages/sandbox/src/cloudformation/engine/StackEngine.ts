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

/** A stack's loop through the phases of its operations. */
interface Run {
  abort: AbortController;
  done: Promise<void>;
}

/**
 * Carries out the operations that are recorded with the stacks. A record is all
 * that an operation needs, so one that was interrupted goes on where it stopped.
 */
export class StackEngine {
  private readonly runs = new Map<string, Run>();
  private closing = false;

  constructor(private readonly parts: EngineParts) {}

  /** Goes on with every operation that an earlier process did not finish. */
  resume(): void {
    this.parts.stacks
      .all()
      .filter(({ id, operation }) => operation && !this.runs.has(id))
      .forEach(({ id }) => this.wake(id));
  }

  /**
   * To be called after an operation, or another phase of it, has been recorded:
   * what runs for another operation is aborted, and the new one begins.
   */
  wake(stackId: string): void {
    const running = this.runs.get(stackId);
    if (running) {
      running.abort.abort(new Error('Another operation takes over'));
      return;
    }
    const run: Run = { abort: new AbortController(), done: Promise.resolve() };
    this.runs.set(stackId, run);
    run.done = this.loop(stackId, run);
  }

  /** Stops everything where it stands; the records say where that is. */
  async close(): Promise<void> {
    this.closing = true;
    const runs = [...this.runs.values()];
    runs.forEach(run => run.abort.abort(new SandboxClosing()));
    await Promise.allSettled(runs.map(run => run.done));
  }

  /** Stacks with an operation under way in this process. */
  get active(): number {
    return this.runs.size;
  }

  private async loop(stackId: string, run: Run): Promise<void> {
    // The answer to the request goes out before the first event.
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

  /** Runs the phases until the operation ends or gives way to another. */
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
