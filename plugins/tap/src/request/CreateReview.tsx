import {
  EnvironmentOptions,
  FIELDS,
  NEVER,
  Retention,
  RETENTION_TEXTS,
  RunningHours,
  runningHoursText,
} from '@tap/plugin-tap-common';
import { RefObject } from 'react';
import { Facts } from '../components/Facts';
import { OwnerLink } from '../components/OwnerLink';
import { targetOf } from '../hooks/useOptions';
import { usePlan } from '../hooks/usePlan';
import { engineVersionLabel } from '../lib/engineVersionLabel';
import { accessText } from '../lib/accessText';
import { isCallersFault } from '../lib/errorText';
import { daysText } from '../lib/format';
import { lifetimeText } from '../lib/lifetimes';
import { requestOf, RequestValues } from '../lib/requestValues';
import { UPTIME_TITLES } from '../lib/uptimeTitles';
import { sizeSpecification } from '../lib/sizeSpecification';
import { FormSection } from './FormSection';
import { ReviewStep } from './ReviewStep';
import { useSubmit } from './useSubmit';

/** The last page before a creation: what is created, what it costs, and the button that creates it. */
export function CreateReview(props: {
  options: EnvironmentOptions;
  values: RequestValues;
  focusRef: RefObject<HTMLElement>;
  onEdit: () => void;
}) {
  const { options, values } = props;
  const request = requestOf(values);
  const plan = usePlan(request);
  const { suffix = '', target = '' } = values;
  const { submit, ...submission } = useSubmit({ suffix, target });
  return (
    <ReviewStep
      button="Create environment"
      focusRef={props.focusRef}
      isRejected={plan.state === 'failed' && isCallersFault(plan.error)}
      onEdit={props.onEdit}
      onSubmit={() => submit(request)}
      plan={plan}
      rejected="Nothing was created"
      submission={submission}
      title={`Review ${suffix}`}
    >
      <FormSection title="Environment">
        <Facts facts={factsOf(values, options)} />
      </FormSection>
      <TeardownSection retention={values.retention as Retention} />
    </ReviewStep>
  );
}

function factsOf(values: RequestValues, options: EnvironmentOptions) {
  const target = targetOf(options, values.target);
  const size = target?.sizes.find(({ name }) => name === values.size);
  const [major] = values.engineVersion?.split('.') ?? [];
  const version = options.engineVersions.find(each => each.version === major);
  return [
    {
      label: FIELDS.target.title,
      value:
        target &&
        `${target.name} (account ${target.accountId}, region ${target.region})`,
      isWide: true,
    },
    {
      label: FIELDS.size.title,
      value:
        size &&
        `${size.name}: ${sizeSpecification({
          ...size,
          readReplicas: Number(values.readReplicas ?? size.readReplicas),
        }).join(', ')}`,
      isWide: true,
    },
    {
      label: FIELDS.engineVersion.title,
      value:
        version && values.engineVersion
          ? engineVersionLabel({ ...version, version: values.engineVersion })
          : values.engineVersion,
    },
    {
      label: 'Expires',
      value: expiryText(values),
    },
    {
      label: 'Backups',
      value: `Kept for ${daysText(Number(values.backupRetentionDays))}`,
    },
    {
      label: FIELDS.uptime.title,
      value: target?.runningHours && uptimeText(values, target.runningHours),
    },
    {
      label: 'Address range',
      value: target?.cidrPool && `A free part of ${target.cidrPool}`,
    },
    {
      label: FIELDS.owner.title,
      value: values.owner && <OwnerLink owner={values.owner} />,
    },
    {
      label: FIELDS.extensions.title,
      value: values.extensions,
      isWide: true,
    },
    {
      label: 'Reachable from',
      value:
        target && accessText(target.reachableFrom, size?.egress !== 'none'),
      isWide: true,
    },
    {
      label: FIELDS.description.title,
      value: values.description,
      isWide: true,
    },
  ];
}

function expiryText({ expiresIn = NEVER }: RequestValues): string {
  return expiresIn === NEVER ? 'Never' : lifetimeText(expiresIn);
}

function uptimeText({ uptime }: RequestValues, hours: RunningHours): string {
  return uptime === 'running-hours'
    ? runningHoursText(hours)
    : UPTIME_TITLES.always;
}

function TeardownSection(props: { retention: Retention }) {
  const { kept, lost, title } = RETENTION_TEXTS[props.retention];
  return (
    <FormSection title={`${FIELDS.retention.title}: ${title}`}>
      <Facts
        facts={[
          { label: 'Lost', value: lost, isWide: true },
          { label: 'Kept', value: kept, isWide: true },
        ]}
      />
    </FormSection>
  );
}
