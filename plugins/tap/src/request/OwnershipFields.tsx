import { TextField } from '@backstage/ui';
import { FIELDS } from '@tap/plugin-tap-common';
import { useId } from 'react';
import { FieldNote } from '../fields/FieldNote';
import { OwnerSelect } from './OwnerSelect';
import { RequestFieldProps } from './RequestFieldProps';

/** Fields about whose environment it is: owner and description. */
export function OwnershipFields(props: RequestFieldProps) {
  const { problems, set, values } = props;
  const noteId = useId();
  return (
    <>
      <OwnerSelect {...props} />
      <TextField
        aria-describedby={noteId}
        description="Optional. What the environment is for."
        isInvalid={problems.description !== undefined}
        label={FIELDS.description.title}
        name="description"
        onChange={description => set({ description })}
        validationBehavior="aria"
        value={values.description ?? ''}
      />
      <FieldNote id={noteId} tone="bad">
        {problems.description}
      </FieldNote>
    </>
  );
}
