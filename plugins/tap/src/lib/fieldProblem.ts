import { environmentRequestSchema } from '@tap/plugin-tap-common';
import { RequestField, requestValue } from './requestValues';

/** How messages name a field, and what they ask for if it is empty. */
const WORDS: Record<RequestField, { noun: string; missing?: string }> = {
  suffix: { noun: 'The name', missing: 'Enter a name.' },
  target: { noun: 'The target' },
  size: { noun: 'The size', missing: 'Choose a size.' },
  readReplicas: { noun: 'The number of read replicas' },
  uptime: { noun: 'The uptime' },
  retention: {
    noun: 'The choice',
    missing: 'Choose what happens on teardown.',
  },
  expiresIn: {
    noun: 'The lifetime',
    missing: 'Enter a lifetime, for example 7d.',
  },
  engineVersion: {
    noun: 'The version',
    missing: 'Enter a version of PostgreSQL.',
  },
  extensions: { noun: 'The extensions' },
  backupRetentionDays: {
    noun: 'The number of days',
    missing: 'Enter the number of days that backups are kept.',
  },
  owner: { noun: 'The owner', missing: 'Choose an owner.' },
  description: { noun: 'The description' },
};

/**
 * What is wrong with the value of a field, as a sentence for its user.
 *
 * @param text - the value; undefined if the field has none
 * @returns undefined if the value is valid
 */
export function fieldProblem(
  field: RequestField,
  text: string | undefined,
): string | undefined {
  const { noun, missing } = WORDS[field];
  if (text === undefined || text === '') {
    return missing;
  }
  const result = environmentRequestSchema.shape[field].safeParse(
    requestValue(field, text),
  );
  return result.success
    ? undefined
    : `${noun} ${result.error.issues[0].message}.`;
}
