import {
  AlarmState,
  STACK_NAME_PREFIX,
  StackAlarm,
} from '@tap/plugin-tap-common';
import { TargetRuntime } from '../operation/TargetRuntime';
import { stackAlarm } from './stackAlarm';

/** How long the alarms of a target are cached, in milliseconds. */
const GOOD_FOR_MS = 20_000;

/** Reads the alarms of environments from CloudWatch. */
export class AlarmReader {
  private readonly reads = new Map<
    string,
    { until: number; answer: Promise<StackAlarm[]> }
  >();

  /**
   * Alarms in state ALARM of all environments of a target, so that the number of calls does not grow with the environments.
   * Concurrent reads share one result, which is cached for {@link GOOD_FOR_MS}. A failed read is not cached.
   */
  inAlarm(runtime: TargetRuntime): Promise<StackAlarm[]> {
    const { name } = runtime.target;
    const known = this.reads.get(name);
    if (known && performance.now() < known.until) {
      return known.answer;
    }
    const read = { until: Infinity, answer: readInAlarm(runtime) };
    this.reads.set(name, read);
    read.answer.then(
      () => {
        read.until = performance.now() + GOOD_FOR_MS;
      },
      () => this.reads.delete(name),
    );
    return read.answer;
  }

  /**
   * The alarms of one environment, those in state ALARM first, then by logical ID. Not cached.
   *
   * @param name - of the environment's stack
   */
  async ofStack(
    { alarms }: TargetRuntime,
    name: string,
  ): Promise<AlarmState[]> {
    // The prefix also matches other environments, such as `orders-dev` for `orders`.
    const found = await alarms.alarms(`${name}-`);
    return found
      .flatMap(alarm => stackAlarm(alarm) ?? [])
      .filter(({ stackName }) => stackName === name)
      .map(({ stackName: _, ...alarm }) => alarm)
      .sort(
        (a, b) =>
          Number(b.state === 'ALARM') - Number(a.state === 'ALARM') ||
          a.logicalId.localeCompare(b.logicalId),
      );
  }
}

async function readInAlarm({ alarms }: TargetRuntime): Promise<StackAlarm[]> {
  const found = await alarms.alarms(STACK_NAME_PREFIX, 'ALARM');
  return found.flatMap(alarm => stackAlarm(alarm) ?? []);
}
