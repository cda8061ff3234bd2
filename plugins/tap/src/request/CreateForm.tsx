import { Button } from '@backstage/ui';
import { RefObject } from 'react';
import { Availability } from '../fields/useSuffixAvailability';
import { shownProblems } from '../lib/shownProblems';
import { DataFields } from './DataFields';
import { ExtensionsField } from './ExtensionsField';
import { FormSection } from './FormSection';
import { FormStep } from './FormStep';
import { NameFields } from './NameFields';
import { OwnershipFields } from './OwnershipFields';
import { RequestFieldProps } from './RequestFieldProps';
import { RequestProblemSummary } from './RequestProblemSummary';
import { SizeAndVersionFields } from './SizeAndVersionFields';
import { UptimeField } from './UptimeField';

/** The fields of a new environment. */
export function CreateForm(
  props: RequestFieldProps & {
    availability: Availability;
    /** Whether the user tried to continue. */
    isAttempted: boolean;
    focusRef: RefObject<HTMLElement>;
    onSubmit: () => void;
  },
) {
  const { focusRef, isAttempted, onSubmit, ...rest } = props;
  const problems = shownProblems(rest.problems, rest.values, isAttempted);
  const fields = { ...rest, problems };
  return (
    <FormStep
      buttons={
        <Button type="submit" variant="primary">
          Review
        </Button>
      }
      description="Nothing is created before you have reviewed the plan and the cost."
      focusRef={focusRef}
      onSubmit={onSubmit}
      title="New environment"
    >
      <FormSection title="Environment">
        <NameFields {...fields} />
      </FormSection>
      <FormSection title="Database">
        <SizeAndVersionFields {...fields} />
        <UptimeField {...fields} />
        <ExtensionsField {...fields} />
      </FormSection>
      <FormSection title="Data">
        <DataFields {...fields} />
      </FormSection>
      <FormSection title="Ownership">
        <OwnershipFields {...fields} />
      </FormSection>
      {isAttempted && <RequestProblemSummary problems={problems} />}
    </FormStep>
  );
}
