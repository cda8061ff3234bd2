import { Select, TextField } from '@backstage/ui';
import { FIELDS } from '@tap/plugin-tap-common';
import { useId } from 'react';
import { SizeChoice } from '../components/SizeChoice';
import { FieldNote } from '../fields/FieldNote';
import { targetOf } from '../hooks/useOptions';
import { engineVersionLabel } from '../lib/engineVersionLabel';
import { RequestFieldProps } from './RequestFieldProps';

/** Fields of the database: size and version. */
export function SizeAndVersionFields(props: RequestFieldProps) {
  const { existing, options, problems, set, values } = props;
  const noteId = useId();
  const target = targetOf(options, values.target);
  return (
    <>
      <SizeChoice
        current={existing?.size}
        label={FIELDS.size.title}
        onChange={size => set({ size })}
        sizes={target?.sizes ?? []}
        value={values.size}
      />
      <FieldNote tone="bad">{problems.size}</FieldNote>
      {existing ? (
        <>
          <TextField
            aria-describedby={noteId}
            description={`A newer minor version of PostgreSQL ${
              existing.engineVersion.split('.')[0]
            }. RDS cannot go back to an older version.`}
            isInvalid={problems.engineVersion !== undefined}
            label={FIELDS.engineVersion.title}
            name="engineVersion"
            onChange={engineVersion => set({ engineVersion })}
            validationBehavior="aria"
            value={values.engineVersion ?? ''}
          />
          <FieldNote id={noteId} tone="bad">
            {problems.engineVersion}
          </FieldNote>
        </>
      ) : (
        <Select
          label={FIELDS.engineVersion.title}
          name="engineVersion"
          onChange={key => set({ engineVersion: String(key) })}
          options={options.engineVersions.map(option => ({
            id: option.version,
            label: engineVersionLabel(option),
          }))}
          value={values.engineVersion?.split('.')[0]}
        />
      )}
    </>
  );
}
