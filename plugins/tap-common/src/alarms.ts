/** A CloudWatch alarm of an environment. @public */
export interface AlarmState {
  /** Logical ID in the stack, such as `DatabaseAlarmCpu`. */
  logicalId: string;
  /** What it monitors. */
  description: string;
  state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** CloudWatch's reason for the state. */
  reason?: string;
  /** Since when it has the state, ISO 8601. */
  since?: string;
  /** Whether it has actions: somebody is on call for it, and the owner gets a notification. */
  isNotified: boolean;
}

/** An alarm of a target with the name of its stack. @public */
export interface StackAlarm extends AlarmState {
  stackName: string;
}
