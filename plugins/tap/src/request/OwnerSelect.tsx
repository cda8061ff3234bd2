import { Select } from '@backstage/ui';
import { FIELDS } from '@tap/plugin-tap-common';
import { useId, useState } from 'react';
import { OwnerPicker } from '../components/OwnerPicker';
import { FieldNote } from '../fields/FieldNote';
import { useOwnerTitles } from '../hooks/useOwnerTitles';
import { RequestFieldProps } from './RequestFieldProps';

const OTHER = 'other';

/** Selects the owner by title: the user, a group of the user, the current owner, or any other by entity ref. */
export function OwnerSelect(props: RequestFieldProps) {
  const { existing, options, problems, set, values } = props;
  const noteId = useId();
  const refs = [
    ...new Set([
      ...options.ownershipRefs,
      ...(existing ? [existing.owner] : []),
    ]),
  ];
  const titleOf = useOwnerTitles(refs);
  const isListed = values.owner !== undefined && refs.includes(values.owner);
  const [isOther, setIsOther] = useState(
    values.owner !== undefined && !isListed,
  );
  const choose = (key: string) => {
    setIsOther(key === OTHER);
    set({ owner: key === OTHER ? '' : key });
  };
  return (
    <>
      <Select
        description="The group or user that can change the environment and tear it down"
        label={FIELDS.owner.title}
        name="owner"
        onChange={key => choose(String(key))}
        options={[
          ...refs.map(ref => ({ id: ref, label: titleOf(ref) })),
          { id: OTHER, label: 'Another group or user…' },
        ]}
        value={isOther ? OTHER : values.owner}
      />
      {isOther && (
        <OwnerPicker
          description="The entity ref of a group or user, for example group:default/payments"
          isInvalid={problems.owner !== undefined}
          isRequired
          label="Entity ref of the owner"
          noteId={noteId}
          onChange={owner => set({ owner: owner ?? '' })}
          owner={values.owner ?? ''}
        />
      )}
      <FieldNote id={noteId} tone="bad">
        {problems.owner}
      </FieldNote>
    </>
  );
}
