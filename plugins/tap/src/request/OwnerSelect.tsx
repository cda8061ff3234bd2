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
  /** A sign-in can have a name that the catalog does not accept. */
  const canOwn = refs.length > 0;
  return (
    <>
      {canOwn && (
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
      )}
      {(isOther || !canOwn) && (
        <OwnerPicker
          description={
            canOwn
              ? 'The entity ref of a group or user, for example group:default/payments'
              : 'You cannot be the owner, because the catalog does not accept the name that you signed in with, and you belong to no group. Enter the entity ref of a group or user, for example group:default/payments'
          }
          isInvalid={problems.owner !== undefined}
          isRequired
          label={canOwn ? 'Entity ref of the owner' : FIELDS.owner.title}
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
