import { choiceProblem, offeredTarget } from './offered';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { FIELDS, RETENTIONS } from '@tap/plugin-tap-common';
import { useEffect } from 'react';
import { RetentionChoice } from '../components/RetentionChoice';
import { targetOf, useOptions } from '../hooks/useOptions';
import {
  fieldTitle,
  formText,
  formValues,
  TextFieldProps,
  textSchema,
} from './fieldProps';

/** Selects what happens to the data on teardown. */
function RetentionField(props: TextFieldProps) {
  const { value: options } = useOptions();
  const { formData, onChange } = props;
  const retentions =
    targetOf(options, formText(formValues(props), 'target'))?.retentions ??
    RETENTIONS;
  const preset = retentions[0];

  useEffect(() => {
    if (formData === undefined && preset) {
      onChange(preset);
    }
  }, [formData, preset, onChange]);

  return (
    <RetentionChoice
      isDisabled={props.disabled}
      isRequired={props.required}
      label={fieldTitle(props, FIELDS.retention.title)}
      onChange={onChange}
      retentions={retentions}
      value={formData}
    />
  );
}

/** Form field `TapRetention`: what happens to the data on teardown. */
export const retentionFormField = createFormField({
  name: 'TapRetention',
  component: RetentionField,
  schema: textSchema,
  validation: async (retention, field, { apiHolder, formData }) => {
    const target = await offeredTarget(apiHolder, formData);
    const problem = choiceProblem(
      retention,
      target?.retentions,
      `on ${target?.name}`,
    );
    if (problem) {
      field.addError(problem);
    }
  },
});
