import { Button } from '@backstage/ui';
import { ReactNode, RefObject } from 'react';
import { FailureAlert } from '../components/FailureAlert';
import { PlanResult } from '../components/PlanResult';
import { PlanState } from '../hooks/usePlan';
import { FormSection } from './FormSection';
import { FormStep } from './FormStep';
import { useSubmit } from './useSubmit';

/** The last step of a request: what is requested, its plan and cost, and the button that submits it. */
export function ReviewStep(props: {
  title: string;
  plan: PlanState;
  /** Whether the back end would reject the request. */
  isRejected: boolean;
  submission: Pick<ReturnType<typeof useSubmit>, 'error' | 'isPending'>;
  /** Label of the button that submits. */
  button: string;
  /** Title of the error if the request is rejected. */
  rejected: string;
  focusRef: RefObject<HTMLElement>;
  onEdit: () => void;
  onSubmit: () => void;
  /** The sections about what is requested. */
  children: ReactNode;
}) {
  const { plan } = props;
  const { error, isPending } = props.submission;
  return (
    <FormStep
      buttons={
        <>
          <Button onPress={props.onEdit} variant="secondary">
            Back
          </Button>
          <Button
            isDisabled={plan.state === 'loading' || props.isRejected}
            isPending={isPending}
            type="submit"
            variant="primary"
          >
            {props.button}
          </Button>
        </>
      }
      focusRef={props.focusRef}
      onSubmit={props.onSubmit}
      title={props.title}
    >
      {props.children}
      <FormSection title="Plan and cost">
        <PlanResult plan={plan} />
      </FormSection>
      <FailureAlert error={error} title={props.rejected} />
    </FormStep>
  );
}
