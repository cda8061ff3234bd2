import { choiceProblem, offeredTarget } from './offered';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { Skeleton } from '@backstage/ui';
import { FIELDS } from '@tap/plugin-tap-common';
import { useEffect } from 'react';
import { SizeChoice } from '../components/SizeChoice';
import { targetOf, useOptions } from '../hooks/useOptions';
import { errorText } from '../lib/errorText';
import { FieldNote } from './FieldNote';
import {
  fieldTitle,
  formText,
  formValues,
  TextFieldProps,
  textSchema,
} from './fieldProps';

/** Selects the size, with the specification and price of each. */
function SizeField(props: TextFieldProps) {
  const { value: options, error, loading } = useOptions();
  const { formData, onChange } = props;
  const target = targetOf(options, formText(formValues(props), 'target'));
  const preset = target?.defaultSize;

  useEffect(() => {
    if (formData === undefined && preset !== undefined) {
      onChange(preset);
    }
  }, [formData, preset, onChange]);

  if (loading) {
    return <Skeleton height={120} />;
  }
  if (error) {
    return (
      <FieldNote tone="bad">
        {`The available sizes cannot be read: ${errorText(error)}`}
      </FieldNote>
    );
  }
  return (
    <SizeChoice
      isDisabled={props.disabled}
      isRequired={props.required}
      label={fieldTitle(props, FIELDS.size.title)}
      onChange={onChange}
      engineVersion={formText(formValues(props), 'engineVersion')}
      sizes={target?.sizes ?? []}
      value={formData}
    />
  );
}

/** Form field `TapSize`: size of the database. */
export const sizeFormField = createFormField({
  name: 'TapSize',
  component: SizeField,
  schema: textSchema,
  validation: async (size, field, { apiHolder, formData }) => {
    const target = await offeredTarget(apiHolder, formData);
    const names = target?.sizes.map(({ name }) => name);
    const problem = choiceProblem(size, names, `on ${target?.name}`);
    if (problem) {
      field.addError(problem);
    }
  },
});
