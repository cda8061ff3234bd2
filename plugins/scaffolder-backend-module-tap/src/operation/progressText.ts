import {
  plainText,
  ProgressEvent,
  ResourceProgress,
  resourceState,
} from '@tap/plugin-tap-common';

type Accepted = Extract<ProgressEvent, { type: 'accepted' }>;
type Completed = Extract<ProgressEvent, { type: 'completed' }>;

const OPERATION_NOUNS = {
  create: 'Creation',
  update: 'Update',
  delete: 'Deletion',
} as const;

const VERBS: Record<string, string> = {
  CREATE_IN_PROGRESS: 'is being created',
  CREATE_COMPLETE: 'created',
  CREATE_FAILED: 'could not be created',
  UPDATE_IN_PROGRESS: 'is being updated',
  UPDATE_COMPLETE: 'updated',
  UPDATE_FAILED: 'could not be updated',
  DELETE_IN_PROGRESS: 'is being deleted',
  DELETE_COMPLETE: 'deleted',
  DELETE_FAILED: 'could not be deleted',
  DELETE_SKIPPED: 'retained',
};

/** Formats an event for the task log. */
export function progressText(
  event: Accepted | Completed | ResourceProgress,
): string {
  switch (event.type) {
    case 'accepted':
      return acceptedText(event);
    case 'completed':
      return completedText(event);
    default:
      return resourceText(event);
  }
}

function acceptedText(event: Accepted): string {
  const noun = OPERATION_NOUNS[event.operation];
  return event.attached
    ? `${noun} of stack ${event.stackName} is already in progress (${event.stackId})`
    : `${noun} of stack ${event.stackName} started (${event.stackId})`;
}

function completedText({ operation, environment }: Completed): string {
  const name = `Environment ${environment.suffix} on target ${environment.target}`;
  switch (operation) {
    case 'create':
      return `${name} is ready`;
    case 'update':
      return `${name} is up to date`;
    case 'delete':
      return `${name} was torn down. CloudFormation confirms that stack ${environment.stackId} is deleted`;
    default:
      return `${name} is up to date: there were no changes`;
  }
}

function resourceText(event: ResourceProgress): string {
  const what = `${event.logicalId} (${event.resourceType})`;
  const verb = VERBS[event.status] ?? `is ${event.status}`;
  const after =
    resourceState(event.status) === 'busy'
      ? ''
      : ` after ${duration(event.elapsedSeconds)}`;
  const reason = event.reason ? `: ${event.reason}` : '';
  return plainText(`${what} ${verb}${after}${reason}`);
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60
    ? `${whole} s`
    : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
