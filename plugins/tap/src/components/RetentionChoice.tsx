import { Radio, RadioGroup, Text } from '@backstage/ui';
import { Retention, RETENTION_TEXTS } from '@tap/plugin-tap-common';
import styles from './ChoiceCards.module.css';

/** Selects what happens to the data on teardown. */
export function RetentionChoice(props: {
  label: string;
  retentions: readonly Retention[];
  value: string | undefined;
  onChange: (retention: string) => void;
  /** The retention of an existing environment. */
  current?: Retention;
  isDisabled?: boolean;
  isRequired?: boolean;
}) {
  const { current, retentions } = props;
  const choices =
    current === undefined || retentions.includes(current)
      ? retentions
      : [...retentions, current];
  return (
    <RadioGroup
      isDisabled={props.isDisabled}
      isRequired={props.isRequired}
      label={props.label}
      name="retention"
      onChange={props.onChange}
      validationBehavior="aria"
      value={props.value ?? ''}
    >
      {choices.map(retention => {
        const { title, lost, kept } = RETENTION_TEXTS[retention];
        return (
          <Radio
            aria-label={title}
            className={styles.option}
            key={retention}
            value={retention}
          >
            <span className={styles.choice}>
              <Text as="strong" weight="bold">
                {retention === current ? `${title} (current)` : title}
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
