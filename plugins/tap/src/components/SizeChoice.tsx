import { Radio, RadioGroup, Text } from '@backstage/ui';
import { SizeOption } from '@tap/plugin-tap-common';
import { monthlyPrice } from '../lib/format';
import { unavailableText } from '../lib/sizeOffers';
import { sizeSpecification } from '../lib/sizeSpecification';
import styles from './ChoiceCards.module.css';

/** Selects a size, with the specification and price of each. */
export function SizeChoice(props: {
  label: string;
  sizes: SizeOption[];
  value: string | undefined;
  onChange: (size: string) => void;
  /** Major version of PostgreSQL of a new environment: sizes that the region cannot host with it are marked. */
  engineVersion?: string;
  /** The size of an existing environment. It can be kept even if it is no longer available. */
  current?: string;
  isDisabled?: boolean;
  isRequired?: boolean;
}) {
  const { current, engineVersion, sizes } = props;
  const isOffered = sizes.some(({ name }) => name === current);
  return (
    <RadioGroup
      isDisabled={props.isDisabled}
      isRequired={props.isRequired}
      label={props.label}
      name="size"
      onChange={props.onChange}
      validationBehavior="aria"
      value={props.value ?? ''}
    >
      {current !== undefined && !isOffered && (
        <Radio
          aria-label={`${current}, current size`}
          className={styles.option}
          value={current}
        >
          <span className={styles.choice}>
            <Text as="strong" weight="bold">
              {current} (current)
            </Text>
            <Text as="span" color="secondary" variant="body-small">
              No longer available for new environments
            </Text>
          </span>
        </Radio>
      )}
      {sizes.map(size => (
        <Radio
          aria-label={sizeLabel(size, engineVersion)}
          className={styles.option}
          key={size.name}
          value={size.name}
        >
          <span className={styles.choice}>
            <span className={styles.head}>
              <Text as="strong" weight="bold">
                {size.name === current ? `${size.name} (current)` : size.name}
              </Text>
              <Text as="span">
                {size.price
                  ? monthlyPrice(size.price.monthlyUsd)
                  : 'price unknown'}
              </Text>
            </span>
            <Text as="span" color="secondary" variant="body-small">
              {sizeSpecification(size).join(' · ')}
            </Text>
            {unavailableText(size, engineVersion) && (
              <Text as="span" color="danger" variant="body-small">
                {unavailableText(size, engineVersion)}
              </Text>
            )}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

function sizeLabel(
  size: SizeOption,
  engineVersion: string | undefined,
): string {
  const price = size.price ? `, ${monthlyPrice(size.price.monthlyUsd)}` : '';
  const problem = unavailableText(size, engineVersion);
  return `${size.name}: ${sizeSpecification(size).join(', ')}${price}${
    problem ? `. ${problem}` : ''
  }`;
}
