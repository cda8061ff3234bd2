import { Alert, Button } from '@backstage/ui';
import { Environment } from '@tap/plugin-tap-common';
import { RefObject } from 'react';
import { shownProblems } from '../lib/shownProblems';
import { DataFields } from './DataFields';
import { ExtensionsField } from './ExtensionsField';
import { FormSection } from './FormSection';
import { FormStep } from './FormStep';
import { OwnershipFields } from './OwnershipFields';
import { RequestFieldProps } from './RequestFieldProps';
import { RequestProblemSummary } from './RequestProblemSummary';
import { SizeAndVersionFields } from './SizeAndVersionFields';
import { UptimeField } from './UptimeField';

/** The settings of an existing environment. Its name is fixed. */
export function ChangeForm(
  props: RequestFieldProps & {
    existing: Environment;
    /** Whether any setting differs from the current one. */
    isChanged: boolean;
    /** Whether the user tried to continue. */
    isAttempted: boolean;
    focusRef: RefObject<HTMLElement>;
    onSubmit: () => void;
  },
) {
  const { focusRef, isAttempted, isChanged, onSubmit, ...rest } = props;
  const { existing } = rest;
  const problems = shownProblems(rest.problems, rest.values, isAttempted);
  const fields = { ...rest, problems };
  return (
    <FormStep
      buttons={
        <Button type="submit" variant="primary">
          Review changes
        </Button>
      }
      description={`Nothing is changed before you have reviewed the plan. Target: ${existing.target}, region ${existing.region}.`}
      focusRef={focusRef}
      onSubmit={onSubmit}
      title={`Change ${existing.suffix}`}
    >
      {existing.status !== 'available' && (
        <Alert
          description={
            existing.status === 'stopped'
              ? 'Amazon RDS does not change a stopped database. Start the environment on its Settings tab, then reload this page.'
              : 'Wait until the current operation ends, then reload this page.'
          }
          icon
          role="alert"
          status="warning"
          title={
            existing.status === 'stopped'
              ? `${existing.suffix} is stopped`
              : `${existing.suffix} cannot be changed in its current state (${existing.stackStatus})`
          }
        />
      )}
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
      {isAttempted && !isChanged && (
        <Alert
          description="Change a setting, then review the changes."
          icon
          role="alert"
          status="info"
          title="Nothing has changed"
        />
      )}
    </FormStep>
  );
}
