import { Flex, Select, TextField } from '@backstage/ui';
import { useEffect, useId, useState } from 'react';
import { FieldNote } from './FieldNote';
import {
  fieldTitle,
  formText,
  formValues,
  isSaidByForm,
  schemaProblem,
  TextFieldProps,
} from './fieldProps';

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
  { id: NEVER, label: 'Never' },
  ...Object.entries(PRESETS).map(([id, label]) => ({ id, label })),
  { id: OWN, label: 'Another time…' },
];

/** Chooses how long the environment shall live. A protected one has no end. */
export function ExpiryField(props: TextFieldProps) {
  const noteId = useId();
  const { formData, onChange } = props;
  const retained = formText(formValues(props), 'retention') === 'retain';
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
        description={
          retained
            ? 'A protected environment is never torn down by itself.'
            : 'It is torn down by itself then; owners are told before, and can extend it.'
        }
        isDisabled={props.disabled || retained}
        label={fieldTitle(props, 'Expires')}
        name="expiry"
        onChange={key => choose(String(key))}
        options={CHOICES}
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
