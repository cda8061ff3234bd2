import { Select } from '@backstage/ui';
import { FIELDS, runningHoursText, UPTIMES } from '@tap/plugin-tap-common';
import { FieldNote } from '../fields/FieldNote';
import { targetOf } from '../hooks/useOptions';
import { UPTIME_TITLES } from '../lib/uptimeTitles';
import { RequestFieldProps } from './RequestFieldProps';

/** When the database runs. Renders nothing on a target without running hours. */
export function UptimeField(props: RequestFieldProps) {
  const { options, problems, set, values } = props;
  const hours = targetOf(options, values.target)?.runningHours;
  return hours ? (
    <>
      <Select
        description={`Running hours: ${runningHoursText(
          hours,
        )}. Outside them, the portal stops the database, and you do not pay for instance hours. You can start and stop it at any time. Not possible with read replicas.`}
        label={FIELDS.uptime.title}
        name="uptime"
        onChange={key => set({ uptime: String(key) })}
        options={UPTIMES.map(uptime => ({
          id: uptime,
          label: UPTIME_TITLES[uptime],
        }))}
        value={values.uptime ?? 'always'}
      />
      <FieldNote tone="bad">{problems.uptime}</FieldNote>
    </>
  ) : null;
}
