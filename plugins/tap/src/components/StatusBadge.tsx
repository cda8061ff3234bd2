import { Badge } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiLoader2Line,
  RiStopCircleLine,
} from '@remixicon/react';
import { EnvironmentStatus } from '@tap/plugin-tap-common';
import styles from './StatusBadge.module.css';

const WORDS: Record<
  EnvironmentStatus,
  { text: string; tone: 'good' | 'busy' | 'idle' | 'bad' }
> = {
  creating: { text: 'Creating', tone: 'busy' },
  available: { text: 'Available', tone: 'good' },
  stopped: { text: 'Stopped', tone: 'idle' },
  updating: { text: 'Updating', tone: 'busy' },
  deleting: { text: 'Tearing down', tone: 'busy' },
  'rolling-back': { text: 'Rolling back', tone: 'busy' },
  failed: { text: 'Failed', tone: 'bad' },
  'delete-failed': { text: 'Teardown failed', tone: 'bad' },
  deleted: { text: 'Deleted', tone: 'good' },
};

const ICONS = {
  good: RiCheckboxCircleLine,
  busy: RiLoader2Line,
  idle: RiStopCircleLine,
  bad: RiErrorWarningLine,
};

/** Labels of the statuses. */
export function statusText(status: EnvironmentStatus): string {
  return WORDS[status]?.text ?? status;
}

/** The status of an environment as text and icon, so that it does not depend on color alone. */
export function StatusBadge(props: { status: EnvironmentStatus }) {
  const tone = WORDS[props.status]?.tone ?? 'bad';
  const Icon = ICONS[tone];
  return (
    <Badge
      className={styles[tone]}
      icon={<Icon aria-hidden="true" size={14} />}
      size="medium"
    >
      {statusText(props.status)}
    </Badge>
  );
}
