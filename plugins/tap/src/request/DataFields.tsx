import { TextField } from '@backstage/ui';
import { FIELDS } from '@tap/plugin-tap-common';
import { useId } from 'react';
import { RetentionChoice } from '../components/RetentionChoice';
import { FieldNote } from '../fields/FieldNote';
import { targetOf } from '../hooks/useOptions';
import { LifetimeField } from './LifetimeField';
import { RequestFieldProps } from './RequestFieldProps';

/** Fields about what happens to the data: retention, lifetime, backups. */
export function DataFields(props: RequestFieldProps) {
  const { existing, options, problems, set, values } = props;
  const noteId = useId();
  return (
    <>
      <RetentionChoice
        current={existing?.retention}
        label={FIELDS.retention.title}
        onChange={retention =>
          // A protected environment has no lifetime.
          set({
            retention,
            ...(retention === 'retain' && { expiresIn: undefined }),
          })
        }
        retentions={targetOf(options, values.target)?.retentions ?? []}
        value={values.retention}
      />
      <FieldNote tone="bad">{problems.retention}</FieldNote>
      <LifetimeField {...props} />
      <TextField
        aria-describedby={noteId}
        description="1 to 35 days. You can restore the database to any time within them."
        inputMode="numeric"
        isInvalid={problems.backupRetentionDays !== undefined}
        label={FIELDS.backupRetentionDays.title}
        name="backupRetentionDays"
        onChange={backupRetentionDays => set({ backupRetentionDays })}
        validationBehavior="aria"
        value={values.backupRetentionDays ?? ''}
      />
      <FieldNote id={noteId} tone="bad">
        {problems.backupRetentionDays}
      </FieldNote>
    </>
  );
}
