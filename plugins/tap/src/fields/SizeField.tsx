import { choiceProblem, offeredTarget } from './offered';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { Radio, RadioGroup, Skeleton, Text } from '@backstage/ui';
import { FIELDS, SizeOption } from '@tap/plugin-tap-common';
import { useEffect } from 'react';
import { targetOf, useOptions } from '../hooks/useOptions';
import { errorText } from '../lib/errorText';
import { monthlyPrice } from '../lib/format';
import { FieldNote } from './FieldNote';
import {
  fieldTitle,
  formText,
  formValues,
  TextFieldProps,
  textSchema,
} from './fieldProps';
import styles from './ChoiceCards.module.css';

/** Selects the size, with the specification and price of each. */
function SizeField(props: TextFieldProps) {
  const { value: options, error, loading } = useOptions();
  const { formData, onChange } = props;
  const target = targetOf(options, formText(formValues(props), 'target'));
  const sizes = target?.sizes ?? [];
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
        {`The sizes on offer cannot be read: ${errorText(error)}`}
      </FieldNote>
    );
  }
  return (
    <RadioGroup
      isDisabled={props.disabled}
      isRequired={props.required}
      label={fieldTitle(props, FIELDS.size.title)}
      name="size"
      onChange={onChange}
      validationBehavior="aria"
      value={formData ?? ''}
    >
      {sizes.map(size => (
        <Radio aria-label={sizeLabel(size)} key={size.name} value={size.name}>
          <span className={styles.choice}>
            <span className={styles.head}>
              <Text as="strong" weight="bold">
                {size.name}
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
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

/**
 * Specification of a size, in short phrases.
 */
export function sizeSpecification(size: SizeOption): string[] {
  return [
    size.instanceClass,
    `${size.vcpus} vCPU`,
    `${size.memoryGiB} GiB memory`,
    `${size.storageGiB} GiB storage`,
    size.multiAz ? 'Multi-AZ' : 'one AZ',
    replicas(size.readReplicas),
  ];
}

function replicas(count: number): string {
  if (count === 0) {
    return 'no read replica';
  }
  return count === 1 ? '1 read replica' : `${count} read replicas`;
}

function sizeLabel(size: SizeOption): string {
  const price = size.price ? `, ${monthlyPrice(size.price.monthlyUsd)}` : '';
  return `${size.name}: ${sizeSpecification(size).join(', ')}${price}`;
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
