import { ParameterInput } from '../template/resolveParameters';
import { validationError } from '../validationError';

/** The parameters of a request of the query protocol. */
export type Params = Record<string, unknown>;

const TOKEN = /^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/;

/** A string parameter; undefined if absent or empty. */
export function optionalText(params: Params, name: string): string | undefined {
  const value = params[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** @throws AwsError `ValidationError` if it is absent */
export function requiredText(params: Params, name: string): string {
  const value = optionalText(params, name);
  if (value === undefined) {
    const member = name[0].toLowerCase() + name.slice(1);
    throw validationError(
      `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}

export function flag(params: Params, name: string): boolean {
  return params[name] === 'true';
}

export function optionalNumber(
  params: Params,
  name: string,
): number | undefined {
  const value = optionalText(params, name);
  return value === undefined ? undefined : Number(value);
}

export function textList(params: Params, name: string): string[] {
  const value = params[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** The ClientRequestToken, validated. */
export function requestToken(params: Params): string | undefined {
  const token = optionalText(params, 'ClientRequestToken');
  if (token !== undefined && !TOKEN.test(token)) {
    throw validationError(
      `1 validation error detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9][-a-zA-Z0-9]*`,
    );
  }
  return token;
}

export function parameterInputs(params: Params): ParameterInput[] {
  return structures(params, 'Parameters').map(entry => ({
    key: String(entry.ParameterKey),
    value: entry.ParameterValue as string | undefined,
    usePrevious: entry.UsePreviousValue === 'true',
  }));
}

/**
 * The tags of the request, or undefined if it has none.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Tag.html
 *
 * @throws AwsError `ValidationError` beyond AWS's limits
 */
export function tags(params: Params): Record<string, string> | undefined {
  if (params.Tags === undefined) {
    return undefined;
  }
  const entries = structures(params, 'Tags');
  if (entries.length > 50) {
    throw validationError(
      `1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50`,
    );
  }
  const result: Record<string, string> = {};
  for (const entry of entries) {
    const key = String(entry.Key ?? '');
    const value = String(entry.Value ?? '');
    checkTag(key, value);
    if (Object.hasOwn(result, key)) {
      throw validationError(`Duplicate tag key '${key}' found`);
    }
    result[key] = value;
  }
  return result;
}

function checkTag(key: string, value: string): void {
  if (key.length < 1 || key.length > 128) {
    throw validationError(
      `1 validation error detected: Value '${key}' at 'tags.1.member.key' failed to satisfy constraint: Member must have length between 1 and 128`,
    );
  }
  if (value.length < 1 || value.length > 256) {
    throw validationError(
      `1 validation error detected: Value '${value}' at 'tags.1.member.value' failed to satisfy constraint: Member must have length between 1 and 256`,
    );
  }
  if (key.toLowerCase().startsWith('aws:')) {
    throw validationError('aws: prefixed tag key names are not allowed');
  }
}

function structures(params: Params, name: string): Record<string, unknown>[] {
  const value = params[name];
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}
