import {
  EnvironmentMetadata,
  Finding,
  RETENTION_TEXTS,
  RETENTIONS,
} from '@tap/plugin-tap-common';
import { Target } from '../config';
import { StackTemplate } from '../stackModule';

/** An environment before or after an update. */
export interface EnvironmentState {
  metadata: EnvironmentMetadata;
  template: StackTemplate;
}

/**
 * The protections of the data that an update loosens: retention, deletion protection, days of backups and standby.
 *
 * @param before - as deployed
 * @param after - as planned
 * @param target - for the sizes
 * @returns one finding for each, empty if the update loosens none
 */
export function loosenedProtections(
  before: EnvironmentState,
  after: EnvironmentState,
  target: Pick<Target, 'sizeSpecs'>,
): Finding[] {
  return [
    ...loosenedRetention(before.metadata, after.metadata),
    ...unprotectedDatabases(before.template, after.template),
    ...shortenedBackups(before.metadata, after.metadata),
    ...removedStandby(before.metadata, after.metadata, target),
  ];
}

function loosenedRetention(
  before: EnvironmentMetadata,
  after: EnvironmentMetadata,
): Finding[] {
  const [was, is] = [before, after].map(({ retention }) => retention);
  // RETENTIONS goes from the loosest to the strictest.
  return RETENTIONS.indexOf(is) < RETENTIONS.indexOf(was)
    ? [
        {
          code: 'retention-loosened',
          text: `On teardown, "${RETENTION_TEXTS[is].title}" replaces "${RETENTION_TEXTS[was].title}". Lost: ${RETENTION_TEXTS[is].lost}`,
        },
      ]
    : [];
}

function unprotectedDatabases(
  before: StackTemplate,
  after: StackTemplate,
): Finding[] {
  return Object.entries(after.Resources ?? {})
    .filter(
      ([logicalId, resource]) =>
        before.Resources?.[logicalId]?.Properties?.DeletionProtection ===
          true && resource.Properties?.DeletionProtection !== true,
    )
    .map(([logicalId]) => ({
      code: 'deletion-protection-off',
      text: `Deletion protection of ${logicalId} is turned off.`,
      resource: logicalId,
    }));
}

function shortenedBackups(
  before: EnvironmentMetadata,
  after: EnvironmentMetadata,
): Finding[] {
  const [was, is] = [before, after].map(
    ({ backupRetentionDays }) => backupRetentionDays,
  );
  return is < was
    ? [
        {
          code: 'backups-shortened',
          text: `Automated backups are kept for ${days(is)} instead of ${days(
            was,
          )}. RDS deletes the older ones.`,
        },
      ]
    : [];
}

function removedStandby(
  before: EnvironmentMetadata,
  after: EnvironmentMetadata,
  { sizeSpecs }: Pick<Target, 'sizeSpecs'>,
): Finding[] {
  // A size that was removed from app-config is not in it.
  const [had, has] = [before, after].map(
    ({ size }) => sizeSpecs[size]?.multiAz,
  );
  return had && has === false
    ? [
        {
          code: 'standby-removed',
          text: 'The standby in a second availability zone is removed.',
        },
      ]
    : [];
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
