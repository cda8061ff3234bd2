import { Radio, RadioGroup, Text } from '@backstage/ui';
import { RETENTION_TEXTS, RETENTIONS } from '@tap/plugin-tap-common';
import { useEffect } from 'react';
import { targetOf, useOptions } from '../hooks/useOptions';
import { fieldTitle, formText, formValues, TextFieldProps } from './fieldProps';
import styles from './ChoiceCards.module.css';

/** Chooses what happens to the data in the end, in plain words. */
export function RetentionField(props: TextFieldProps) {
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
      label={fieldTitle(props, 'What happens to the data in the end')}
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
