import { EngineVersionOption } from '@tap/plugin-tap-common';
import { DateTime } from 'luxon';

/** A major version of PostgreSQL with the end of its support. */
export function engineVersionLabel({
  standardSupportEnd,
  version,
}: EngineVersionOption): string {
  const end =
    standardSupportEnd &&
    DateTime.fromISO(standardSupportEnd)
      .setLocale('en-US')
      .toFormat('LLLL yyyy');
  return end
    ? `PostgreSQL ${version} (standard support until ${end})`
    : `PostgreSQL ${version}`;
}
