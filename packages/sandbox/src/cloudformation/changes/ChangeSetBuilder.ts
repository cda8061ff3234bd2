import { CloudFormationParts } from '../operations/CloudFormationParts';
import { assertSameTypes } from '../operations/beginUpdate';
import { ChangeSetRecord } from './ChangeSetRecord';
import { changesOutputs, computeChanges } from './computeChanges';

/** Sandbox seconds that the creation of a change set takes. */
const SECONDS = 5;

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** Creates change sets asynchronously, as CloudFormation does. */
export class ChangeSetBuilder {
  private readonly abort = new AbortController();

  constructor(private readonly parts: CloudFormationParts) {}

  /** Resumes change sets that an earlier process did not finish. */
  resume(): void {
    this.parts.stacks
      .allChangeSets()
      .filter(({ status }) => status.startsWith('CREATE_'))
      .filter(({ status }) => status !== 'CREATE_COMPLETE')
      .forEach(({ id }) => this.build(id));
  }

  /** Starts the creation of a change set. */
  build(id: string): void {
    this.run(id).catch(error => {
      if (!this.abort.signal.aborted) {
        this.fail(id, error instanceof Error ? error.message : String(error));
      }
    });
  }

  close(): void {
    this.abort.abort();
  }

  private async run(id: string): Promise<void> {
    const { stacks, clock } = this.parts;
    await clock.wait(1, this.abort.signal);
    this.patch(id, { status: 'CREATE_IN_PROGRESS' });
    await clock.wait(SECONDS - 1, this.abort.signal);
    const changeSet = stacks.changeSet(id);
    const stack = changeSet && stacks.get(changeSet.stackId);
    if (!changeSet || !stack) {
      return;
    }
    const { definition } = changeSet;
    if (changeSet.type === 'UPDATE') {
      assertSameTypes(this.parts, stack, definition);
    }
    const changes = computeChanges(this.parts, stack, definition);
    const changed =
      changes.length > 0 ||
      changeSet.type === 'CREATE' ||
      changesOutputs(stack, definition);
    if (changed) {
      this.patch(id, {
        status: 'CREATE_COMPLETE',
        executionStatus: 'AVAILABLE',
        changes,
      });
    } else {
      this.fail(id, NO_CHANGES);
    }
  }

  private fail(id: string, statusReason: string): void {
    this.patch(id, { status: 'FAILED', statusReason });
  }

  private patch(id: string, patch: Partial<ChangeSetRecord>): void {
    const changeSet = this.parts.stacks.changeSet(id);
    if (changeSet) {
      this.parts.stacks.putChangeSet({ ...changeSet, ...patch });
    }
  }
}
