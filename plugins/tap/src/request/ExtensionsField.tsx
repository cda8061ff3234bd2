import { TextField } from '@backstage/ui';
import { FIELDS } from '@tap/plugin-tap-common';
import { useId } from 'react';
import { FieldNote } from '../fields/FieldNote';
import { targetOf } from '../hooks/useOptions';
import { RequestFieldProps } from './RequestFieldProps';

/** The extensions of the database. An environment without a bastion gets none, because the bastion creates them. */
export function ExtensionsField(props: RequestFieldProps) {
  const { existing, options, problems, set, values } = props;
  const noteId = useId();
  const size = targetOf(options, values.target)?.sizes.find(
    ({ name }) => name === values.size,
  );
  const hasBastion = existing
    ? existing.outputs?.BastionInstanceId !== undefined
    : size?.egress !== 'none';
  if (!hasBastion) {
    return null;
  }
  return (
    <>
      <TextField
        aria-describedby={noteId}
        description="Names separated by commas. If you enter none, the database has pg_stat_statements."
        isInvalid={problems.extensions !== undefined}
        label={FIELDS.extensions.title}
        name="extensions"
        onChange={extensions => set({ extensions })}
        validationBehavior="aria"
        value={values.extensions ?? ''}
      />
      <FieldNote id={noteId} tone="bad">
        {problems.extensions}
      </FieldNote>
    </>
  );
}
