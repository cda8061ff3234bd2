import { Select, TextField } from '@backstage/ui';
import { Environment, FIELDS, NEVER } from '@tap/plugin-tap-common';
import { useId, useState } from 'react';
import { FieldNote } from '../fields/FieldNote';
import { localTime } from '../lib/format';
import { LIFETIMES, lifetimeText } from '../lib/lifetimes';
import { RequestFieldProps } from './RequestFieldProps';

const KEEP = 'keep';
const OTHER = 'other';

/** Selects when the environment is torn down automatically. */
export function LifetimeField(props: RequestFieldProps) {
  const { existing, problems, set, values } = props;
  const { expiresIn } = values;
  const noteId = useId();
  const isListed =
    expiresIn === undefined || expiresIn === NEVER || expiresIn in LIFETIMES;
  const [isOther, setIsOther] = useState(!isListed);
  const isRetained = values.retention === 'retain';
  const choose = (key: string) => {
    setIsOther(key === OTHER);
    set({ expiresIn: lifetimeOf(key) });
  };
  if (isRetained) {
    return (
      <>
        <Select
          description="A protected environment does not expire."
          isDisabled
          label={FIELDS.expiresIn.title}
          options={[{ id: NEVER, label: lifetimeText(NEVER) }]}
          value={NEVER}
        />
        <FieldNote />
      </>
    );
  }
  return (
    <>
      <Select
        description="The environment is then torn down automatically. Owners are notified in advance and can extend it."
        label={FIELDS.expiresIn.title}
        name="expiry"
        onChange={key => choose(String(key))}
        options={[
          ...(existing ? [{ id: KEEP, label: currentExpiry(existing) }] : []),
          ...Object.keys(LIFETIMES).map(id => ({
            id,
            label: lifetimeText(id),
          })),
          { id: NEVER, label: lifetimeText(NEVER) },
          { id: OTHER, label: 'Another time…' },
        ]}
        value={isOther || !isListed ? OTHER : expiresIn ?? KEEP}
      />
      {(isOther || !isListed) && (
        <TextField
          aria-describedby={noteId}
          isInvalid={problems.expiresIn !== undefined}
          label="Expires after"
          name="expiresIn"
          onChange={text => set({ expiresIn: text })}
          placeholder="12h, 7d or 2w"
          validationBehavior="aria"
          value={expiresIn ?? ''}
        />
      )}
      <FieldNote id={noteId} tone="bad">
        {problems.expiresIn}
      </FieldNote>
    </>
  );
}

function lifetimeOf(key: string): string | undefined {
  if (key === OTHER) {
    return '';
  }
  return key === KEEP ? undefined : key;
}

function currentExpiry({ expiresAt }: Environment): string {
  return expiresAt
    ? `${localTime(expiresAt)} (current)`
    : 'Does not expire (current)';
}
