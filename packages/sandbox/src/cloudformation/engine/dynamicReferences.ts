import { ResourceFailure } from '../../resources/ResourceHandler';
import { LookupScope, ValueLookup } from './EngineParts';

const REFERENCE = /\{\{resolve:(secretsmanager|ssm|ssm-secure):([^{}]+)\}\}/g;

/**
 * Resolves `{{resolve:…}}` in the properties of a resource just before they are
 * used, so that no record or event contains the value.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 *
 * @throws ResourceFailure if the referenced value does not exist
 */
export async function resolveDynamicReferences<T>(
  value: T,
  scope: LookupScope,
  lookup: ValueLookup,
): Promise<T> {
  if (typeof value === 'string') {
    return (await resolveText(value, scope, lookup)) as T;
  }
  if (Array.isArray(value)) {
    return (await Promise.all(
      value.map(item => resolveDynamicReferences(item, scope, lookup)),
    )) as T;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, item]) => [
      key,
      await resolveDynamicReferences(item, scope, lookup),
    ]),
  );
  return Object.fromEntries(entries);
}

async function resolveText(
  text: string,
  scope: LookupScope,
  lookup: ValueLookup,
): Promise<string> {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const [whole, service, argument] = match;
    const resolved =
      service === 'secretsmanager'
        ? await resolveSecret(argument, scope, lookup)
        : await resolveParameter(argument, scope, lookup);
    parts.push(text.slice(end, match.index), resolved);
    end = match.index + whole.length;
  }
  return parts.length === 0 ? text : [...parts, text.slice(end)].join('');
}

/** `id:SecretString:json-key:stage:version`, where the ID may be an ARN. */
async function resolveSecret(
  argument: string,
  scope: LookupScope,
  lookup: ValueLookup,
): Promise<string> {
  const fields = argument.split(':');
  const secretId = fields
    .splice(0, argument.startsWith('arn:') ? 7 : 1)
    .join(':');
  const [, jsonKey, stage, id] = fields;
  const secret = await lookup.secretString(scope, secretId, {
    stage: stage || undefined,
    id: id || undefined,
  });
  if (secret === undefined) {
    throw new ResourceFailure(
      `Secrets Manager can't find the specified secret.`,
      'NotFound',
    );
  }
  return jsonKey ? readJsonKey(secret, jsonKey) : secret;
}

async function resolveParameter(
  argument: string,
  scope: LookupScope,
  lookup: ValueLookup,
): Promise<string> {
  const value = await lookup.ssmParameter(scope, argument);
  if (value === undefined) {
    throw new ResourceFailure(
      `Unable to fetch parameters [${argument}] from parameter store for this account.`,
      'NotFound',
    );
  }
  return value;
}

function readJsonKey(secret: string, key: string): string {
  const value = (parseObject(secret) as Record<string, unknown>)[key];
  if (value === undefined) {
    throw new ResourceFailure(
      `Could not find a value associated with JSONKey in SecretString`,
      'InvalidRequest',
    );
  }
  return String(value);
}

function parseObject(text: string): object {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
