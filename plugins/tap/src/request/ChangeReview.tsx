import { Environment } from '@tap/plugin-tap-common';
import { RefObject } from 'react';
import { HarmfulChanges } from '../components/HarmfulChanges';
import { PlanState, usePlan } from '../hooks/usePlan';
import { isCallersFault } from '../lib/errorText';
import { requestOf, RequestValues } from '../lib/requestValues';
import { settingChanges } from '../lib/settingChanges';
import { FormSection } from './FormSection';
import { ReviewStep } from './ReviewStep';
import { SettingChangeTable } from './SettingChangeTable';
import { useSubmit } from './useSubmit';

/** The last page before a change: its harm, what differs and its cost, and the button that saves it. */
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
  const { submit, ...submission } = useSubmit({ suffix, target });
  return (
    <ReviewStep
      button="Save changes"
      focusRef={props.focusRef}
      isRejected={isRejected(plan)}
      onEdit={props.onEdit}
      onSubmit={() => submit(request)}
      plan={plan}
      rejected="Nothing was changed"
      submission={submission}
      title={`Review the changes of ${suffix}`}
    >
      {plan.state === 'known' && <HarmfulChanges plan={plan.plan} />}
      <FormSection title="Changes">
        <SettingChangeTable changes={settingChanges(environment, changed)} />
      </FormSection>
    </ReviewStep>
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
