import { EngineVersionOption } from '@tap/plugin-tap-common';
import { DateTime } from 'luxon';

/** A version of PostgreSQL with the end of its support, short enough for a field on a narrow screen. */
export function engineVersionLabel({
  standardSupportEnd,
  version,
}: EngineVersionOption): string {
  const end =
    standardSupportEnd &&
    DateTime.fromISO(standardSupportEnd)
      .setLocale('en-US')
      .toFormat('LLL yyyy');
  return end ? `${version} (standard support until ${end})` : version;
}
