import { Select, Text } from '@backstage/ui';
import { TargetOption } from '@tap/plugin-tap-common';
import { useEffect } from 'react';
import { errorText } from '../lib/errorText';
import { targetOf, useOptions } from '../hooks/useOptions';
import { FieldNote } from './FieldNote';
import { fieldTitle, TextFieldProps } from './fieldProps';

/** Chooses account and region. Where there is only one, says which, and leaves nothing to choose. */
export function TargetField(props: TextFieldProps) {
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
        {`What is on offer cannot be read: ${errorText(error)}`}
      </FieldNote>
    );
  }
  if (!several) {
    return targets[0] ? (
      <Text color="secondary">Made in {describe(targets[0])}.</Text>
    ) : null;
  }
  return (
    <Select
      isDisabled={props.disabled}
      label={fieldTitle(props, 'Target')}
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
