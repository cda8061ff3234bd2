import { Link, Select, Text, TextField } from '@backstage/ui';
import {
  FIELDS,
  SUFFIX_EXAMPLE,
  SUFFIX_MAX_LENGTH,
  SUFFIX_MIN_LENGTH,
  SUFFIX_RULE,
  TargetOption,
} from '@tap/plugin-tap-common';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useId } from 'react';
import { FieldNote } from '../fields/FieldNote';
import { Availability } from '../fields/useSuffixAvailability';
import { targetOf } from '../hooks/useOptions';
import { changeRouteRef } from '../routes';
import { RequestFieldProps } from './RequestFieldProps';

/** Fields that identify a new environment: name and target. */
export function NameFields(
  props: RequestFieldProps & { availability: Availability },
) {
  const { availability, options, problems, set, values } = props;
  const noteId = useId();
  const changeRoute = useRouteRef(changeRouteRef);
  const suffix = values.suffix ?? '';
  const target = targetOf(options, values.target);
  const isOwn =
    availability.state === 'known' && availability.answer.canBeChanged === true;
  return (
    <>
      <TextField
        aria-describedby={noteId}
        autoComplete="off"
        description={`${SUFFIX_MIN_LENGTH} to ${SUFFIX_MAX_LENGTH} characters: ${SUFFIX_RULE}`}
        isInvalid={problems.suffix !== undefined}
        isRequired
        label={FIELDS.suffix.title}
        name="suffix"
        onChange={text => set({ suffix: text || undefined })}
        placeholder={SUFFIX_EXAMPLE}
        validationBehavior="aria"
        value={suffix}
      />
      <FieldNote
        id={noteId}
        tone={problems.suffix ? 'bad' : noteTone(availability)}
      >
        {problems.suffix ?? availabilityText(suffix, availability)}
      </FieldNote>
      {isOwn && target && changeRoute && (
        <Link href={changeRoute({ suffix, target: target.name })}>
          Change {suffix}
        </Link>
      )}
      {options.targets.length > 1 ? (
        <Select
          label={FIELDS.target.title}
          name="target"
          onChange={key => set({ target: String(key) })}
          options={options.targets.map(each => ({
            id: each.name,
            label: `${each.name} (${accountText(each)})`,
          }))}
          value={target?.name}
        />
      ) : (
        target && (
          <Text color="secondary" variant="body-small">
            The environment is created in {accountText(target)}.
          </Text>
        )
      )}
    </>
  );
}

function accountText({ accountId, region }: TargetOption): string {
  return `account ${accountId}, region ${region}`;
}

function noteTone({ state }: Availability): 'good' | 'plain' {
  return state === 'known' ? 'good' : 'plain';
}

function availabilityText(
  suffix: string,
  availability: Availability,
): string | undefined {
  switch (availability.state) {
    case 'checking':
      return 'Checking the name…';
    case 'unknown':
      return 'Could not check the name. It is checked again before creation.';
    case 'known':
      return `${suffix} is available`;
    default:
      return undefined;
  }
}
