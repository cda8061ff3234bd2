import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { FIELDS } from '@tap/plugin-tap-common';
import { useEffect, useId, useRef } from 'react';
import { OwnerPicker } from '../components/OwnerPicker';
import { useOptions } from '../hooks/useOptions';
import { FieldNote } from './FieldNote';
import {
  fieldTitle,
  isSaidByForm,
  schemaProblem,
  TextFieldProps,
  textSchema,
} from './fieldProps';

/**
 * Selects the owner: the requester by default, one of the requester's groups, or any other group or user by entity ref.
 * The scaffolder's OwnerPicker cannot be prefilled with the requester.
 */
function OwnerField(props: TextFieldProps) {
  const noteId = useId();
  const { value: options } = useOptions();
  const { formData, onChange } = props;
  const prefilled = useRef(false);
  const requester = options?.requester;

  useEffect(() => {
    // Repeated until the value is set, because fields that set their initial value at the same time overwrite each
    // other. Not repeated after that, so that the user can clear it.
    if (formData !== undefined) {
      prefilled.current = true;
    } else if (!prefilled.current && requester) {
      onChange(requester);
    }
  }, [formData, onChange, requester]);

  const owner = formData ?? '';
  const problem = owner ? schemaProblem('owner', owner) : undefined;
  return (
    <>
      <OwnerPicker
        description="The group or user that can change the environment and tear it down. Select one of yours, or enter an entity ref, for example group:default/payments"
        isDisabled={props.disabled}
        isInvalid={problem !== undefined}
        isRequired={props.required}
        label={fieldTitle(props, FIELDS.owner.title)}
        noteId={noteId}
        onChange={onChange}
        owner={owner}
      />
      <FieldNote id={noteId} tone="bad">
        {problem && !isSaidByForm(props, problem)
          ? `The owner ${problem}`
          : undefined}
      </FieldNote>
    </>
  );
}

/** Form field `TapOwner`: owner of the environment. */
export const ownerFormField = createFormField({
  name: 'TapOwner',
  component: OwnerField,
  schema: textSchema,
  validation: (owner, field) => {
    const problem = schemaProblem('owner', owner);
    if (problem) {
      field.addError(problem);
    }
  },
});
