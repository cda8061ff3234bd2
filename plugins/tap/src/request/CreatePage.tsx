import { Alert, Container, Skeleton } from '@backstage/ui';
import { EnvironmentOptions } from '@tap/plugin-tap-common';
import { useState } from 'react';
import { PageBreadcrumb } from '../components/Breadcrumb';
import { PageMain } from '../components/PageMain';
import { ReadProblem } from '../components/ReadProblem';
import { useSuffixAvailability } from '../fields/useSuffixAvailability';
import { useRequestOptions } from '../hooks/useRequestOptions';
import { useRequestValues } from '../hooks/useRequestValues';
import { useStepFocus } from '../hooks/useStepFocus';
import { defaultedValues } from '../lib/defaultedValues';
import { fieldProblem } from '../lib/fieldProblem';
import { nameProblem, requestProblems } from '../lib/requestProblems';
import { CreateForm } from './CreateForm';
import { CreateReview } from './CreateReview';

/** The form for a new environment and the review of its plan. */
export function CreatePage() {
  return (
    <PageBreadcrumb label="New environment">
      <PageMain title="New environment">
        <CreateContent />
      </PageMain>
    </PageBreadcrumb>
  );
}

function CreateContent() {
  const { error, refresh, value: options } = useRequestOptions();
  if (error !== undefined && !options) {
    return (
      <Container>
        <ReadProblem
          error={error}
          onRetry={refresh}
          title="The available sizes could not be read"
        />
      </Container>
    );
  }
  if (options?.targets.length === 0) {
    return (
      <Container>
        <Alert
          description="This portal has no AWS account for environments. Contact its administrators."
          icon
          status="warning"
          title="You cannot request an environment"
        />
      </Container>
    );
  }
  return options ? (
    <Create options={options} />
  ) : (
    <Container>
      <Skeleton height={480} />
    </Container>
  );
}

function Create({ options }: { options: EnvironmentOptions }) {
  const form = useRequestValues();
  const [isAttempted, setIsAttempted] = useState(false);
  const values = defaultedValues(form.values, options);
  const isNamed = fieldProblem('suffix', values.suffix) === undefined;
  const availability = useSuffixAvailability(
    isNamed ? values.suffix : undefined,
    values.target,
  );
  const taken = nameProblem(values.suffix, availability);
  const problems = {
    ...requestProblems(values, options),
    ...(taken !== undefined && { suffix: taken }),
  };
  const isValid = Object.keys(problems).length === 0;
  const step = isValid ? form.step : 'form';
  const focusRef = useStepFocus<HTMLElement>(step);
  if (step === 'review') {
    return (
      <CreateReview
        focusRef={focusRef}
        onEdit={form.edit}
        options={options}
        values={values}
      />
    );
  }
  return (
    <CreateForm
      availability={availability}
      focusRef={focusRef}
      isAttempted={isAttempted}
      onSubmit={() => {
        setIsAttempted(true);
        if (isValid) {
          form.review();
        }
      }}
      options={options}
      problems={problems}
      set={form.set}
      values={values}
    />
  );
}
