import { Alert, Flex, Text } from '@backstage/ui';
import { EnvironmentPlan, PlannedChange } from '@tap/plugin-tap-common';
import { PriceTable } from '../components/PriceTable';
import { ProgressBar } from '../components/ProgressBar';
import { errorText, isCallersFault } from '../lib/errorText';
import { monthlyPrice } from '../lib/format';
import { fieldTitle, formValues, TextFieldProps } from './fieldProps';
import { PlannedChanges } from './PlannedChanges';
import { usePlan } from './usePlan';

/**
 * Shows what Create would do and cost. It has no value and never stands in the way: the back end checks the
 * same again before it makes anything.
 */
export function PlanField(props: TextFieldProps) {
  const plan = usePlan(formValues(props));
  return (
    <section aria-live="polite">
      <Flex direction="column" gap="3">
        <Text as="h3" variant="title-x-small">
          {fieldTitle(props, 'What Create will do')}
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
  return (
    <>
      <Text>{summary(plan)}</Text>
      {plan.warnings.map(warning => (
        <Alert description={warning} icon key={warning} status="warning" />
      ))}
      {plan.operation === 'update' && <PlannedChanges changes={plan.changes} />}
      {plan.price ? (
        <PriceTable before={plan.priceBefore} price={plan.price} />
      ) : (
        <Text color="secondary">The price is not known for this region.</Text>
      )}
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
      return `The environment exists already: ${resources} will be changed${harm(
        plan.changes,
      )}.`;
    default:
      return 'The environment exists already and nothing would change.';
  }
}

/** What of a change hurts, in words. */
function harm(changes: PlannedChange[]): string {
  const count = (effect: PlannedChange['effect']) =>
    changes.filter(change => change.effect === effect).length;
  const losses = count('data-loss');
  const restarts = count('restart');
  const parts = [
    ...(losses ? [losses === 1 ? '1 loses data' : `${losses} lose data`] : []),
    ...(restarts
      ? [restarts === 1 ? '1 restarts' : `${restarts} restart`]
      : []),
  ];
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}
