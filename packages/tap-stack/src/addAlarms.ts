import type { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import {
  bastionAlarmRules,
  databaseAlarmRules,
  deadLetterAlarmRules,
  functionAlarmRules,
  replicaAlarmRules,
} from './alarmRules';
import { Alarms } from './Alarms';
import type { Bastion } from './Bastion';
import type { BucketInventory } from './BucketInventory';
import type { ResolvedProps } from './resolveProps';

/** What is watched. */
export interface WatchedThings {
  props: ResolvedProps;
  database: CfnDBInstance;
  replicas: CfnDBInstance[];
  bastion: Bastion;
  inventory: BucketInventory;
  topicArn: string | undefined;
}

/** Gives everything that can go wrong its alarms. */
export function addAlarms(scope: Construct, things: WatchedThings): void {
  const { props, topicArn } = things;
  const instance = (database: CfnDBInstance) => ({
    DBInstanceIdentifier: database.ref,
  });
  new Alarms(scope, 'DatabaseAlarm', {
    rules: databaseAlarmRules(props.size, props.storageGiB),
    dimensions: instance(things.database),
    topicArn,
  });
  things.replicas.forEach(
    (replica, index) =>
      new Alarms(scope, `ReadReplica${index + 1}Alarm`, {
        rules: replicaAlarmRules(),
        dimensions: instance(replica),
        topicArn,
      }),
  );
  new Alarms(scope, 'BastionAlarm', {
    rules: bastionAlarmRules(),
    dimensions: { InstanceId: things.bastion.instance.ref },
    topicArn,
  });
  new Alarms(scope, 'InventoryAlarm', {
    rules: functionAlarmRules(),
    dimensions: { FunctionName: things.inventory.function.ref },
    topicArn,
  });
  new Alarms(scope, 'DeadLettersAlarm', {
    rules: deadLetterAlarmRules(),
    dimensions: { QueueName: things.inventory.deadLetters.attrQueueName },
    topicArn,
  });
}
