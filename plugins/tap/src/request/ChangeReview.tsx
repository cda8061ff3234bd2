import { Alert, Button } from '@backstage/ui';
import { Environment } from '@tap/plugin-tap-common';
import { RefObject } from 'react';
import { PlanResult } from '../components/PlanResult';
import { PlanState, usePlan } from '../hooks/usePlan';
import { errorText, isCallersFault } from '../lib/errorText';
import { requestOf, RequestValues } from '../lib/requestValues';
import { settingChanges } from '../lib/settingChanges';
import { FormSection } from './FormSection';
import { FormStep } from './FormStep';
import { SettingChangeTable } from './SettingChangeTable';
import { useSubmit } from './useSubmit';

/** The last page before a change: what differs, its harm and cost, and the button that saves it. */
export function ChangeReview(props: {
  environment: Environment;
  /** Values that differ from the current ones. */
  changed: RequestValues;
  focusRef: RefObject<HTMLElement>;
  onEdit: () => void;
}) {
  const { changed, environment } = props;
  const { suffix, target } = environment;
  const request = requestOf({ ...changed, suffix, target });
  const plan = usePlan(request);
  const { error, isPending, submit } = useSubmit({ suffix, target });
  return (
    <FormStep
      buttons={
        <>
          <Button onPress={props.onEdit} variant="secondary">
            Back
          </Button>
          <Button
            isDisabled={plan.state === 'loading' || isRejected(plan)}
            isPending={isPending}
            type="submit"
            variant="primary"
          >
            Save changes
          </Button>
        </>
      }
      focusRef={props.focusRef}
      onSubmit={() => submit(request)}
      title={`Review ${suffix}`}
    >
      <FormSection title="Changes">
        <SettingChangeTable changes={settingChanges(environment, changed)} />
      </FormSection>
      <FormSection title="Plan and cost">
        <PlanResult plan={plan} />
      </FormSection>
      {error !== undefined && (
        <Alert
          description={errorText(error)}
          icon
          role="alert"
          status="danger"
          title="Nothing was changed"
        />
      )}
    </FormStep>
  );
}

/** Whether the back end would reject the change. */
function isRejected(plan: PlanState): boolean {
  return plan.state === 'known'
    ? plan.plan.changes.some(
        ({ effect }) => effect === 'data-loss' || effect === 'rejected',
      )
    : plan.state === 'failed' && isCallersFault(plan.error);
}
