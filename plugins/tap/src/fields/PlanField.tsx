import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { Flex, Text } from '@backstage/ui';
import {
  EnvironmentRequestInput,
  environmentRequestSchema,
} from '@tap/plugin-tap-common';
import { HarmfulChanges } from '../components/HarmfulChanges';
import { PlanResult } from '../components/PlanResult';
import { usePlan } from '../hooks/usePlan';
import {
  fieldTitle,
  formValues,
  TextFieldProps,
  textSchema,
} from './fieldProps';

/**
 * Shows the plan and cost of the request. It has no value and does not block the form: the back end validates the
 * request again before creation.
 */
function PlanField(props: TextFieldProps) {
  const plan = usePlan(requestOf(formValues(props)));
  return (
    <section aria-live="polite">
      <Flex direction="column" gap="3">
        <Text as="h3" variant="title-x-small">
          {fieldTitle(props, 'Plan and cost')}
        </Text>
        {plan.state === 'known' && <Text>{summary(plan.plan.operation)}</Text>}
        {plan.state === 'known' && plan.plan.operation === 'update' && (
          <HarmfulChanges plan={plan.plan} />
        )}
        <PlanResult plan={plan} />
      </Flex>
    </section>
  );
}

function summary(operation: 'create' | 'update' | 'none'): string {
  return operation === 'create'
    ? 'The environment is created.'
    : 'The environment already exists and is changed.';
}

/** The request in a form of the scaffolder, without fields that do not belong to it, such as that of the plan. */
function requestOf(values: Record<string, unknown>): EnvironmentRequestInput {
  return Object.fromEntries(
    Object.keys(environmentRequestSchema.shape).flatMap(field => {
      const value = values[field];
      return value === undefined || value === '' ? [] : [[field, value]];
    }),
  ) as EnvironmentRequestInput;
}

/** Form field `TapPlan`: shows the plan of the request; it has no value. */
export const planFormField = createFormField({
  name: 'TapPlan',
  component: PlanField,
  schema: textSchema,
});
