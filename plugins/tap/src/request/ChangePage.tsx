import { useApi } from '@backstage/frontend-plugin-api';
import { Alert, Container, Skeleton } from '@backstage/ui';
import {
  Environment,
  EnvironmentOptions,
  EnvironmentRef,
} from '@tap/plugin-tap-common';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import useAsync from 'react-use/esm/useAsync';
import { tapApiRef } from '../api';
import {
  EnvironmentBreadcrumb,
  PageBreadcrumb,
} from '../components/Breadcrumb';
import { PageMain } from '../components/PageMain';
import { useRequestValues } from '../hooks/useRequestValues';
import { useStepFocus } from '../hooks/useStepFocus';
import { errorText } from '../lib/errorText';
import { requestProblems } from '../lib/requestProblems';
import { changedValues, currentValues } from '../lib/settingChanges';
import { ChangeForm } from './ChangeForm';
import { ChangeReview } from './ChangeReview';

/** The form for a change of an environment and the review of its plan. */
export function ChangePage() {
  const { suffix = '', target = '' } = useParams();
  return (
    <EnvironmentBreadcrumb suffix={suffix} target={target}>
      <PageBreadcrumb label="Change">
        <PageMain title={`Change ${suffix}`}>
          <ChangeContent suffix={suffix} target={target} />
        </PageMain>
      </PageBreadcrumb>
    </EnvironmentBreadcrumb>
  );
}

function ChangeContent({ suffix, target }: EnvironmentRef) {
  const api = useApi(tapApiRef);
  const { value, error } = useAsync(
    () =>
      Promise.all([api.getEnvironment({ suffix, target }), api.getOptions()]),
    [api, suffix, target],
  );
  if (error) {
    return (
      <Container>
        <Alert
          description={`${errorText(error)} Reload the page to try again.`}
          icon
          role="alert"
          status="danger"
          title={`${suffix} cannot be read`}
        />
      </Container>
    );
  }
  return value ? (
    <Change environment={value[0]} options={value[1]} />
  ) : (
    <Container>
      <Skeleton height={480} />
    </Container>
  );
}

function Change(props: {
  environment: Environment;
  options: EnvironmentOptions;
}) {
  const { environment, options } = props;
  const form = useRequestValues();
  const [isAttempted, setIsAttempted] = useState(false);
  const current = currentValues(environment);
  const changed = changedValues(form.values, current);
  const { suffix, target } = environment;
  const values = { ...current, ...changed, suffix, target };
  const problems = requestProblems(values, options, {
    ...current,
    suffix,
    target,
  });
  const isComplete =
    Object.keys(changed).length > 0 && Object.keys(problems).length === 0;
  const step = isComplete ? form.step : 'form';
  const focusRef = useStepFocus<HTMLElement>(step);
  if (step === 'review') {
    return (
      <ChangeReview
        changed={changed}
        environment={environment}
        focusRef={focusRef}
        onEdit={form.edit}
      />
    );
  }
  return (
    <ChangeForm
      existing={environment}
      focusRef={focusRef}
      isAttempted={isAttempted}
      isChanged={Object.keys(changed).length > 0}
      onSubmit={() => {
        setIsAttempted(true);
        if (isComplete) {
          form.review();
        }
      }}
      options={options}
      problems={problems}
      set={changes => form.set(withoutCurrent(changes, current))}
      values={values}
    />
  );
}

/** Values that the user set back to the current ones are not changes. */
function withoutCurrent(
  changes: Record<string, string | undefined>,
  current: Record<string, string | undefined>,
) {
  return Object.fromEntries(
    Object.entries(changes).map(([field, value]) => [
      field,
      value === current[field] ? undefined : value,
    ]),
  );
}
