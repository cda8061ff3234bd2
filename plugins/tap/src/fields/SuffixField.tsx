import { offeredTarget } from './offered';
import { tapApiRef } from '../api';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { TextField } from '@backstage/ui';
import {
  FIELDS,
  SUFFIX_EXAMPLE,
  SUFFIX_MAX_LENGTH,
  SUFFIX_MIN_LENGTH,
  SUFFIX_RULE,
  SuffixAvailability,
} from '@tap/plugin-tap-common';
import { useId } from 'react';
import { targetOf, useOptions } from '../hooks/useOptions';
import { ChangeHint } from './ChangeHint';
import { FieldNote } from './FieldNote';
import {
  fieldTitle,
  formText,
  formValues,
  isSaidByForm,
  schemaProblem,
  TextFieldProps,
  textSchema,
} from './fieldProps';
import { Availability, useSuffixAvailability } from './useSuffixAvailability';

/** Sets the name of the environment, and reports immediately if it is malformed or taken. */
function SuffixField(props: TextFieldProps) {
  const noteId = useId();
  const { value: options } = useOptions();
  const suffix = props.formData ?? '';
  const problem = suffix ? schemaProblem('suffix', suffix) : undefined;
  const target = targetOf(options, formText(formValues(props), 'target'));
  const availability = useSuffixAvailability(
    problem ? undefined : suffix,
    target?.name,
  );
  const note = problem
    ? { tone: 'bad' as const, text: `The name ${problem}` }
    : availabilityNote(suffix, availability);

  return (
    <>
      <TextField
        aria-describedby={noteId}
        autoComplete="off"
        description={`${SUFFIX_MIN_LENGTH} to ${SUFFIX_MAX_LENGTH} characters: ${SUFFIX_RULE}; for example ${SUFFIX_EXAMPLE}`}
        isDisabled={props.disabled}
        isInvalid={note.tone === 'bad'}
        isRequired={props.required}
        label={fieldTitle(props, FIELDS.suffix.title)}
        name="suffix"
        onBlur={() => props.onBlur(props.idSchema?.$id ?? 'suffix', suffix)}
        onChange={text => props.onChange(text || undefined)}
        placeholder={SUFFIX_EXAMPLE}
        validationBehavior="aria"
        value={suffix}
      />
      <FieldNote id={noteId} tone={note.tone}>
        {isSaidByForm(props, problem ?? note.text) ? undefined : note.text}
      </FieldNote>
      {target && isOwn(availability) && (
        <ChangeHint environment={{ suffix, target: target.name }} />
      )}
    </>
  );
}

/** Whether the name belongs to an environment that the user may change. */
function isOwn(availability: Availability): boolean {
  return (
    availability.state === 'known' && availability.answer.canBeChanged === true
  );
}

function availabilityNote(
  suffix: string,
  availability: Availability,
): { tone: 'plain' | 'good' | 'bad'; text?: string } {
  switch (availability.state) {
    case 'checking':
      return { tone: 'plain', text: 'Checking the name…' };
    case 'unknown':
      return {
        tone: 'plain',
        text: 'Could not check the name. It is checked again before creation.',
      };
    case 'known':
      if (isOwn(availability)) {
        return {
          tone: 'plain',
          text: `${suffix} is one of your environments. This form changes it.`,
        };
      }
      return availability.answer.available
        ? { tone: 'good', text: `${suffix} is available` }
        : {
            tone: 'bad',
            text: availability.answer.reason ?? `${suffix} is not available`,
          };
    default:
      return { tone: 'plain' };
  }
}

/** Form field `TapSuffix`: the name of the environment. */
export const suffixFormField = createFormField({
  name: 'TapSuffix',
  component: SuffixField,
  schema: textSchema,
  validation: async (suffix, field, { apiHolder, formData }) => {
    const problem = schemaProblem('suffix', suffix);
    if (problem || !suffix) {
      field.addError(problem ?? 'is missing');
      return;
    }
    const target = await offeredTarget(apiHolder, formData);
    const answer: SuffixAvailability | undefined =
      target &&
      (await apiHolder
        .get(tapApiRef)
        ?.getSuffixAvailability({ suffix, target: target.name })
        .catch(() => undefined));
    if (answer && !answer.available && !answer.canBeChanged) {
      field.addError(answer.reason ?? `${suffix} is not available`);
    }
  },
});
