import { Alert, Text } from '@backstage/ui';
import { EnvironmentPlan } from '@tap/plugin-tap-common';
import { PlanState } from '../hooks/usePlan';
import { errorText, isCallersFault } from '../lib/errorText';
import { OtherChanges } from './OtherChanges';
import { PlannedResources } from './PlannedResources';
import { PriceDifference } from './PriceDifference';
import { PriceTable } from './PriceTable';
import { ProgressBar } from './ProgressBar';
import { QuotaList } from './QuotaList';

/** What a request does and costs, or why that is not known. {@link HarmfulChanges} shows the harm. */
export function PlanResult(props: { plan: PlanState }) {
  const { plan } = props;
  switch (plan.state) {
    case 'loading':
      return <ProgressBar done={0} label="Preparing the plan" total={0} />;
    case 'failed':
      return <PlanProblem error={plan.error} />;
    default:
      return <Plan plan={plan.plan} />;
  }
}

function PlanProblem(props: { error: unknown }) {
  return isCallersFault(props.error) ? (
    <Alert
      description={errorText(props.error)}
      icon
      role="alert"
      status="danger"
      title="This request is not possible"
    />
  ) : (
    <Alert
      description={`${errorText(
        props.error,
      )} You can continue: the request is checked again before anything is changed.`}
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
      {plan.warnings.map(warning => (
        <Alert description={warning} icon key={warning} status="warning" />
      ))}
      {plan.operation === 'none' && (
        <Text>No resources of the environment change.</Text>
      )}
      {plan.operation === 'create' && (
        <PlannedResources changes={plan.changes} />
      )}
      {plan.operation === 'update' && <OtherChanges changes={plan.changes} />}
      <PlanPrice plan={plan} />
      {plan.quotas && <QuotaList quotas={plan.quotas} />}
    </>
  );
}

function PlanPrice({
  plan: { price, priceBefore },
}: {
  plan: EnvironmentPlan;
}) {
  if (!price) {
    return (
      <Text color="secondary">The price is not known for this region.</Text>
    );
  }
  return priceBefore ? (
    <PriceDifference after={price} before={priceBefore} />
  ) : (
    <PriceTable price={price} />
  );
}
