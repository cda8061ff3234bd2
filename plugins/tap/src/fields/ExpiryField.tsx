import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { Flex, Select, TextField } from '@backstage/ui';
import { Environment, FIELDS } from '@tap/plugin-tap-common';
import { useEffect, useId, useState } from 'react';
import { localTime } from '../lib/format';
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
import { useExisting } from './useExisting';

const NEVER = 'never';
const OWN = 'own';
const PRESETS: Record<string, string> = {
  '1d': 'After 1 day',
  '3d': 'After 3 days',
  '7d': 'After 7 days',
  '14d': 'After 14 days',
  '30d': 'After 30 days',
};

const CHOICES = [
  ...Object.entries(PRESETS).map(([id, label]) => ({ id, label })),
  { id: OWN, label: 'Another time…' },
];

/** Selects the lifetime of the environment. A protected environment does not expire. */
function ExpiryField(props: TextFieldProps) {
  const noteId = useId();
  const { formData, onChange } = props;
  const retained = formText(formValues(props), 'retention') === 'retain';
  const existing = useExisting(formValues(props));
  const [own, setOwn] = useState(
    formData !== undefined && !(formData in PRESETS),
  );

  useEffect(() => {
    if (retained && formData !== undefined) {
      setOwn(false);
      onChange(undefined);
    }
  }, [formData, onChange, retained]);

  const choose = (key: string) => {
    setOwn(key === OWN);
    onChange(key in PRESETS ? key : undefined);
  };
  const problem = formData ? schemaProblem('expiresIn', formData) : undefined;
  return (
    <Flex direction="column" gap="2">
      <Select
        description={description(retained, existing)}
        isDisabled={props.disabled || retained}
        label={fieldTitle(props, FIELDS.expiresIn.title)}
        name="expiry"
        onChange={key => choose(String(key))}
        options={[
          { id: NEVER, label: existing ? 'Unchanged' : 'Never' },
          ...CHOICES,
        ]}
        value={own ? OWN : formData ?? NEVER}
      />
      {own && (
        <TextField
          aria-describedby={noteId}
          isInvalid={problem !== undefined}
          label="Expires after"
          name="expiresIn"
          onChange={text => onChange(text || undefined)}
          placeholder="12h, 7d or 2w"
          validationBehavior="aria"
          value={formData ?? ''}
        />
      )}
      <FieldNote id={noteId} tone="bad">
        {problem && !isSaidByForm(props, problem)
          ? `The time ${problem}`
          : undefined}
      </FieldNote>
    </Flex>
  );
}

function description(
  retained: boolean,
  existing: Environment | undefined,
): string {
  if (retained) {
    return 'A protected environment does not expire.';
  }
  if (existing) {
    const now = existing.expiresAt
      ? `It expires ${localTime(existing.expiresAt)}`
      : 'It never expires';
    return `${now}. To change this, choose another time, counted from now.`;
  }
  return 'The environment is then torn down automatically. Owners are notified in advance and can extend it.';
}

/** Form field `TapExpiry`: lifetime of the environment. */
export const expiryFormField = createFormField({
  name: 'TapExpiry',
  component: ExpiryField,
  schema: textSchema,
  validation: (expiresIn, field) => {
    const problem = schemaProblem('expiresIn', expiresIn);
    if (problem) {
      field.addError(problem);
    }
  },
});
