import { Environment, expiresSoon } from '@tap/plugin-tap-common';
import { relativeTime } from './format';

/** Something about an environment that its owner should act on. */
export interface Attention {
  status: 'danger' | 'warning' | 'info';
  title: string;
  description: string;
}

/**
 * What about an environment needs attention, the most serious first.
 *
 * @param now - milliseconds since 1970
 */
export function attentionOf(
  environment: Environment,
  now: number = Date.now(),
): Attention[] {
  return [
    ...statusAttention(environment),
    ...changeAttention(environment),
    ...expiryAttention(environment, now),
  ];
}

function statusAttention({
  stackStatus,
  status,
  statusReason,
}: Environment): Attention[] {
  const reason = statusReason ? `${statusReason}. ` : '';
  switch (status) {
    case 'failed':
      return [
        {
          status: 'danger',
          title: 'The last operation failed',
          description: `${reason}The stack is in state ${stackStatus}. The Activity tab shows the cause.`,
        },
      ];
    case 'delete-failed':
      return [
        {
          status: 'danger',
          title: 'The teardown failed',
          description: `${reason}Some resources still exist and incur costs. Remove what prevents the deletion, then tear down the environment again.`,
        },
      ];
    case 'stopped':
      return [
        {
          status: 'info',
          title: 'The database is stopped',
          description:
            'It accepts no connections, its alarms send no notifications, and its settings cannot be changed. Start it on the Settings tab.',
        },
      ];
    default:
      return stackStatus === 'UPDATE_ROLLBACK_COMPLETE'
        ? [
            {
              status: 'warning',
              title: 'The last change was rolled back',
              description: `${reason}The environment has the settings that it had before. The Activity tab shows the cause.`,
            },
          ]
        : [];
  }
}

function changeAttention({ changePending, status }: Environment): Attention[] {
  return changePending && status === 'available'
    ? [
        {
          status: 'warning',
          title: 'A change is not complete',
          description:
            'Some updates of the change are not done yet. The portal continues with them. If the change was cancelled, request it again.',
        },
      ]
    : [];
}

function expiryAttention(environment: Environment, now: number): Attention[] {
  const { expiresAt, retention, status, wasRetained } = environment;
  // The user has just decided when it ends.
  if (status === 'creating' || status === 'deleting') {
    return [];
  }
  if (!expiresAt || !expiresSoon(environment, now)) {
    return [];
  }
  const hasExpired = Date.parse(expiresAt) <= now;
  const isKept = retention === 'retain' || wasRetained;
  return [
    {
      status: 'warning',
      title: hasExpired
        ? 'The environment has expired'
        : `The environment expires ${relativeTime(expiresAt)}`,
      description: isKept
        ? 'It is not torn down automatically, because it is or was protected. Extend it or tear it down on the Settings tab.'
        : 'It is then torn down automatically. If you still need it, extend it on the Settings tab.',
    },
  ];
}
