import { Select, TextField } from '@backstage/ui';
import { FIELDS } from '@tap/plugin-tap-common';
import { useId } from 'react';
import { SizeChoice } from '../components/SizeChoice';
import { FieldNote } from '../fields/FieldNote';
import { targetOf } from '../hooks/useOptions';
import { engineVersionLabel } from '../lib/engineVersionLabel';
import { RequestFieldProps } from './RequestFieldProps';

/** Fields of the database: size, read replicas and version. */
export function SizeAndVersionFields(props: RequestFieldProps) {
  const { existing, options, problems, set, values } = props;
  const noteId = useId();
  const target = targetOf(options, values.target);
  const sizeNamed = (name: string | undefined) =>
    target?.sizes.find(each => each.name === name);
  const size = sizeNamed(values.size);
  /** A number of read replicas that another size does not have is lowered to the number of that size. */
  const fewerReplicas = (name: string) => {
    const limit = sizeNamed(name)?.readReplicas;
    return limit !== undefined && Number(values.readReplicas) > limit
      ? { readReplicas: String(limit) }
      : {};
  };
  const major = values.engineVersion?.split('.')[0];
  return (
    <>
      <SizeChoice
        current={existing?.size}
        // The availability zones of an existing environment are decided: the plan verifies their offers.
        engineVersion={existing ? undefined : major}
        label={FIELDS.size.title}
        onChange={name => set({ size: name, ...fewerReplicas(name) })}
        sizes={target?.sizes ?? []}
        value={values.size}
      />
      <FieldNote tone="bad">{problems.size}</FieldNote>
      {size && size.readReplicas > 0 && (
        <Select
          description="Replicas serve reads. Each costs as much as a database without a standby."
          label={FIELDS.readReplicas.title}
          name="readReplicas"
          onChange={key => set({ readReplicas: String(key) })}
          options={Array.from(
            { length: size.readReplicas + 1 },
            (_, count) => ({
              id: String(count),
              label: String(count),
            }),
          )}
          value={values.readReplicas ?? String(size.readReplicas)}
        />
      )}
      <FieldNote tone="bad">{problems.readReplicas}</FieldNote>
      {existing ? (
        <>
          <TextField
            aria-describedby={noteId}
            description={`A newer minor version of PostgreSQL ${
              existing.engineVersion.split('.')[0]
            }. RDS cannot go back to an older version.`}
            isInvalid={problems.engineVersion !== undefined}
            label={FIELDS.engineVersion.title}
            name="engineVersion"
            onChange={engineVersion => set({ engineVersion })}
            validationBehavior="aria"
            value={values.engineVersion ?? ''}
          />
          <FieldNote id={noteId} tone="bad">
            {problems.engineVersion}
          </FieldNote>
        </>
      ) : (
        <Select
          label={FIELDS.engineVersion.title}
          name="engineVersion"
          onChange={key => set({ engineVersion: String(key) })}
          options={options.engineVersions.map(option => ({
            id: option.version,
            label: `${engineVersionLabel(option)}${
              size?.unavailable?.[option.version] === undefined
                ? ''
                : `, not available for ${size.name}`
            }`,
          }))}
          value={major}
        />
      )}
      {!existing && <FieldNote tone="bad">{problems.engineVersion}</FieldNote>}
    </>
  );
}
