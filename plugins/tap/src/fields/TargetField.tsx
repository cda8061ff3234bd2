import { choiceProblem } from './offered';
import { tapApiRef } from '../api';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { Select, Text } from '@backstage/ui';
import { FIELDS, TargetOption } from '@tap/plugin-tap-common';
import { useEffect } from 'react';
import { errorText } from '../lib/errorText';
import { targetOf, useOptions } from '../hooks/useOptions';
import { FieldNote } from './FieldNote';
import { fieldTitle, TextFieldProps, textSchema } from './fieldProps';

/** Selects account and region. If there is only one target, shows it without a choice. */
function TargetField(props: TextFieldProps) {
  const { value: options, error } = useOptions();
  const { formData, onChange } = props;
  const targets = options?.targets ?? [];
  const several = targets.length > 1;
  const preset = several ? targetOf(options, undefined)?.name : undefined;

  useEffect(() => {
    if (formData === undefined && preset !== undefined) {
      onChange(preset);
    }
  }, [formData, preset, onChange]);

  if (error) {
    return (
      <FieldNote tone="bad">
        {`The available targets cannot be read: ${errorText(error)}`}
      </FieldNote>
    );
  }
  if (!several) {
    return targets[0] ? (
      <Text color="secondary">Created in {describe(targets[0])}.</Text>
    ) : null;
  }
  return (
    <Select
      isDisabled={props.disabled}
      label={fieldTitle(props, FIELDS.target.title)}
      name="target"
      onChange={key => onChange(String(key))}
      options={targets.map(target => ({
        id: target.name,
        label: `${target.name} (${describe(target)})`,
      }))}
      value={formData ?? preset}
    />
  );
}

function describe(target: TargetOption): string {
  return `account ${target.accountId}, region ${target.region}`;
}

/** Form field `TapTarget`: the account and region. */
export const targetFormField = createFormField({
  name: 'TapTarget',
  component: TargetField,
  schema: textSchema,
  validation: async (target, field, { apiHolder }) => {
    const options = await apiHolder
      .get(tapApiRef)
      ?.getOptions()
      .catch(() => undefined);
    const names = options?.targets.map(({ name }) => name);
    const problem = choiceProblem(target, names, 'in this portal');
    if (problem) {
      field.addError(problem);
    }
  },
});
