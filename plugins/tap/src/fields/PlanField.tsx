import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { Alert, Flex, Text } from '@backstage/ui';
import { EnvironmentPlan } from '@tap/plugin-tap-common';
import { PriceTable } from '../components/PriceTable';
import { ProgressBar } from '../components/ProgressBar';
import { errorText, isCallersFault } from '../lib/errorText';
import { monthlyPrice, usd } from '../lib/format';
import {
  fieldTitle,
  formValues,
  TextFieldProps,
  textSchema,
} from './fieldProps';
import { PlannedChanges } from './PlannedChanges';
import { DisruptiveChanges } from './DisruptiveChanges';
import { PlannedResources } from './PlannedResources';
import { usePlan } from './usePlan';

/** Title for an existing environment. The title in the template is for a new one. */
const TITLE_OF_CHANGE = 'Plan and cost';

/**
 * Shows the plan and cost of the request. It has no value and does not block the form: the back end validates the
 * request again before creation.
 */
function PlanField(props: TextFieldProps) {
  const plan = usePlan(formValues(props));
  return (
    <section aria-live="polite">
      <Flex direction="column" gap="3">
        <Text as="h3" variant="title-x-small">
          {plan.state === 'known' && plan.plan.operation === 'update'
            ? TITLE_OF_CHANGE
            : fieldTitle(props, 'What Create will do')}
        </Text>
        {plan.state === 'loading' && (
          <ProgressBar done={0} label="Working out the plan" total={0} />
        )}
        {plan.state === 'failed' && <PlanProblem error={plan.error} />}
        {plan.state === 'known' && <Plan plan={plan.plan} />}
      </Flex>
    </section>
  );
}

function PlanProblem(props: { error: unknown }) {
  return isCallersFault(props.error) ? (
    <Alert
      description={errorText(props.error)}
      icon
      role="alert"
      status="danger"
      title="This request would be refused"
    />
  ) : (
    <Alert
      description={`${errorText(
        props.error,
      )} You can go on: everything is checked again before anything is made.`}
      icon
      role="alert"
      status="warning"
      title="The plan cannot be shown right now"
    />
  );
}

function Plan({ plan }: { plan: EnvironmentPlan }) {
  const isUpdate = plan.operation === 'update';
  return (
    <>
      <Text>{summary(plan)}</Text>
      {isUpdate && (
        <>
          <DisruptiveChanges changes={plan.changes} />
          <PlannedChanges changes={plan.changes} />
        </>
      )}
      {/* Of a change, what holds as it did before comes after what changes. */}
      {!isUpdate && <PlanWarnings warnings={plan.warnings} />}
      {plan.operation === 'create' && (
        <PlannedResources changes={plan.changes} />
      )}
      {plan.price ? (
        <PriceTable before={plan.priceBefore} price={plan.price} />
      ) : (
        <Text color="secondary">The price is not known for this region.</Text>
      )}
      {isUpdate && <PlanWarnings warnings={plan.warnings} />}
    </>
  );
}

function PlanWarnings(props: { warnings: string[] }) {
  return (
    <>
      {props.warnings.map(warning => (
        <Alert description={warning} icon key={warning} status="warning" />
      ))}
    </>
  );
}

function summary(plan: EnvironmentPlan): string {
  const count = plan.changes.length;
  const resources = count === 1 ? '1 resource' : `${count} resources`;
  const price = plan.price
    ? ` for about ${monthlyPrice(plan.price.monthlyUsd)}`
    : '';
  switch (plan.operation) {
    case 'create':
      return `${resources} will be made${price}.`;
    case 'update':
      return `The environment exists already: ${resources} will be changed${priceChange(
        plan,
      )}.`;
    default:
      return 'The environment exists already and nothing would change.';
  }
}

/** The price of a change as text. */
function priceChange({ price, priceBefore }: EnvironmentPlan): string {
  if (!price) {
    return '';
  }
  const then = `, for about ${monthlyPrice(price.monthlyUsd)}`;
  if (!priceBefore) {
    return then;
  }
  return priceBefore.monthlyUsd === price.monthlyUsd
    ? `${then} as before`
    : `${then} instead of ${usd(priceBefore.monthlyUsd)}`;
}

/** Form field `TapPlan`: shows the plan of the request; it has no value. */
export const planFormField = createFormField({
  name: 'TapPlan',
  component: PlanField,
  schema: textSchema,
});
