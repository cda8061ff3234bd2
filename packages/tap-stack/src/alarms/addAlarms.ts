import type { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { Databases } from '../database/addDatabases';
import { canBeStopped } from '../props/canBeStopped';
import { databaseIdentifier, replicaIdentifier } from '../props/names';
import type { Services } from '../services/addServices';
import type { StackParts } from '../StackParts';
import { longValue } from '../synthesis/longValue';
import {
  AlarmRule,
  bastionAlarmRules,
  deadLetterAlarmRules,
  scheduleAlarmRules,
} from './alarmRules';
import { Alarms } from './Alarms';
import { AlarmTopic } from './AlarmTopic';
import { primaryAlarmRules, replicaAlarmRules } from './databaseAlarmRules';
import { DatabaseEvents } from './DatabaseEvents';

/** The monitored resources. */
export interface WatchedThings {
  databases: Databases;
  services: Services;
}

/**
 * Adds the alarms of all resources and, for an environment for which somebody
 * is on call, sends them and RDS's events to the topic.
 *
 * @returns ARN of the topic
 */
export function addAlarms(
  parts: StackParts,
  things: WatchedThings,
): string | undefined {
  const { props, stack, key } = parts;
  const own = props.alarmTopic
    ? new AlarmTopic(stack, 'AlarmTopic', { keyArn: key.arn })
    : undefined;
  const topicArn =
    own?.arn ??
    (props.alarmTopicArn && longValue(stack, 'T', props.alarmTopicArn));
  const notified = props.isOnCall ? topicArn : undefined;
  addDatabaseAlarms(parts, things, notified);
  addServiceAlarms(parts, things, notified);
  if (notified) {
    const events = new DatabaseEvents(stack, 'DatabaseEvents', {
      identifiers: identifiersOf(parts),
      canBeStopped: canBeStopped(props.size),
      topicArn: notified,
    });
    own?.allowEventsOf(events.rule);
  }
  return topicArn;
}

function addDatabaseAlarms(
  parts: StackParts,
  { databases }: WatchedThings,
  topicArn: string | undefined,
): void {
  const { props } = parts;
  watch(
    parts,
    'Database',
    primaryAlarmRules(props),
    instance(databases.primary),
    topicArn,
  );
  databases.replicas.forEach((replica, index) =>
    watch(
      parts,
      `ReadReplica${index + 1}`,
      replicaAlarmRules(props),
      instance(replica),
      topicArn,
    ),
  );
}

function addServiceAlarms(
  parts: StackParts,
  { services }: WatchedThings,
  topicArn: string | undefined,
): void {
  const { bastion, inventory } = services;
  // Events that failed three times, whatever the cause.
  watch(
    parts,
    'DeadLetters',
    deadLetterAlarmRules(),
    { QueueName: inventory.deadLetters.attrQueueName },
    topicArn,
  );
  if (!parts.props.isOnCall) {
    return;
  }
  if (bastion) {
    watch(
      parts,
      'Bastion',
      bastionAlarmRules(),
      { InstanceId: bastion.instance.ref },
      topicArn,
    );
  }
  watch(
    parts,
    'Schedule',
    scheduleAlarmRules(),
    { RuleName: inventory.schedule.ref },
    topicArn,
  );
}

function watch(
  { stack }: StackParts,
  id: string,
  rules: AlarmRule[],
  dimensions: Record<string, string>,
  topicArn: string | undefined,
): void {
  new Alarms(stack, `${id}Alarm`, { rules, dimensions, topicArn });
}

function instance(database: CfnDBInstance): Record<string, string> {
  return { DBInstanceIdentifier: database.ref };
}

/** As strings, because an event pattern cannot contain references. */
function identifiersOf({ props }: StackParts): string[] {
  const replicas = Array.from({ length: props.size.readReplicas }, (_, index) =>
    replicaIdentifier(props.suffix, index + 1),
  );
  return [databaseIdentifier(props.suffix), ...replicas];
}
