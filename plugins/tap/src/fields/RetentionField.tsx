import { choiceProblem, offeredTarget } from './offered';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { Radio, RadioGroup, Text } from '@backstage/ui';
import { FIELDS, RETENTION_TEXTS, RETENTIONS } from '@tap/plugin-tap-common';
import { useEffect } from 'react';
import { targetOf, useOptions } from '../hooks/useOptions';
import {
  fieldTitle,
  formText,
  formValues,
  TextFieldProps,
  textSchema,
} from './fieldProps';
import styles from './ChoiceCards.module.css';

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
    <RadioGroup
      isDisabled={props.disabled}
      isRequired={props.required}
      label={fieldTitle(props, FIELDS.retention.title)}
      name="retention"
      onChange={onChange}
      validationBehavior="aria"
      value={formData ?? ''}
    >
      {retentions.map(retention => {
        const { title, lost, kept } = RETENTION_TEXTS[retention];
        return (
          <Radio aria-label={title} key={retention} value={retention}>
            <span className={styles.choice}>
              <Text as="strong" weight="bold">
                {title}
              </Text>
              <Text as="span" color="secondary" variant="body-small">
                Lost: {lost}
              </Text>
              <Text as="span" color="secondary" variant="body-small">
                Kept: {kept}
              </Text>
            </span>
          </Radio>
        );
      })}
    </RadioGroup>
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
