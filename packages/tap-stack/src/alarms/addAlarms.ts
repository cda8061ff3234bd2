import type { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { Databases } from '../database/addDatabases';
import type { Services } from '../services/addServices';
import {
  AlarmRule,
  bastionAlarmRules,
  databaseAlarmRules,
  deadLetterAlarmRules,
  functionAlarmRules,
  replicaAlarmRules,
  scheduleAlarmRules,
} from './alarmRules';
import { Alarms } from './Alarms';
import type { StackParts } from '../StackParts';

/** The monitored resources and the topic. */
export interface WatchedThings {
  databases: Databases;
  services: Services;
  topicArn: string | undefined;
}

/** Adds the alarms of all resources. */
export function addAlarms(parts: StackParts, things: WatchedThings): void {
  const { props, stack } = parts;
  const { databases, services } = things;
  const watch = (
    id: string,
    rules: AlarmRule[],
    dimensions: Record<string, string>,
  ) =>
    new Alarms(stack, `${id}Alarm`, {
      rules,
      dimensions,
      topicArn: things.topicArn,
    });
  watch(
    'Database',
    databaseAlarmRules(props.size, props.storageGiB),
    instance(databases.primary),
  );
  databases.replicas.forEach((replica, index) =>
    watch(`ReadReplica${index + 1}`, replicaAlarmRules(), instance(replica)),
  );
  watch('Bastion', bastionAlarmRules(), {
    InstanceId: services.bastion.instance.ref,
  });
  watch('Inventory', functionAlarmRules(), {
    FunctionName: services.inventory.function.ref,
  });
  watch('Schedule', scheduleAlarmRules(), {
    RuleName: services.inventory.schedule.ref,
  });
  watch('DeadLetters', deadLetterAlarmRules(), {
    QueueName: services.inventory.deadLetters.attrQueueName,
  });
}

function instance(database: CfnDBInstance): Record<string, string> {
  return { DBInstanceIdentifier: database.ref };
}
