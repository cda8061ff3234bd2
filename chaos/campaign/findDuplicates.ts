import {
  paginateDescribeStackEvents,
  StackEvent,
} from '@aws-sdk/client-cloudformation';
import { SandboxProcess } from '../processes/SandboxProcess';
import { Evidence } from './Evidence';
import { newOperations, newStacks, StepRecord } from './StepRecord';

/** Stacks and operations that were created twice for one request. */
export async function findDuplicates(
  sandbox: SandboxProcess,
  { lifecycles, state }: Evidence,
): Promise<string[]> {
  const found = lifecycles.flatMap(({ records }) => records).flatMap(tooMuchOf);
  for (const { id } of state.stacks) {
    found.push(...(await repeatedOperations(sandbox, id)));
  }
  return found;
}

function tooMuchOf(record: StepRecord): string[] {
  const request = `one ${record.kind} of ${record.suffix}`;
  const stacks = newStacks(record).slice(1);
  const operations = newOperations(record).slice(1);
  return [
    ...stacks.map(({ id }) => `${request} created another stack: ${id}`),
    ...operations.map(
      token => `${request} started another operation: ${token}`,
    ),
  ];
}

/** Operations that started more than once with one token. */
async function repeatedOperations(
  sandbox: SandboxProcess,
  stackId: string,
): Promise<string[]> {
  const begun = new Map<string, number>();
  const pages = paginateDescribeStackEvents(
    { client: sandbox.cloudFormation },
    { StackName: stackId },
  );
  for await (const { StackEvents = [] } of pages) {
    for (const event of StackEvents.filter(isBeginning)) {
      const key = `${event.ClientRequestToken} ${event.ResourceStatus}`;
      begun.set(key, (begun.get(key) ?? 0) + 1);
    }
  }
  return [...begun]
    .filter(([, times]) => times > 1)
    .map(([what, times]) => `${stackId}: ${what} ${times} times`);
}

function isBeginning(event: StackEvent): boolean {
  return (
    event.PhysicalResourceId === event.StackId &&
    /^(?:CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(event.ResourceStatus ?? '')
  );
}
