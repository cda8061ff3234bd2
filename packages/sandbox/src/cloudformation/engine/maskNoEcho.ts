import { StackSession } from './StackSession';

/** Masks the values of NoEcho parameters in an event. */
export function maskNoEcho<T>(session: StackSession, value: T): T {
  const secrets = session.stack.parameters
    .filter(parameter => parameter.noEcho && parameter.value !== '')
    .map(parameter => parameter.resolved ?? parameter.value);
  return secrets.length === 0 ? value : (mask(value, secrets) as T);
}

function mask(value: unknown, secrets: string[]): unknown {
  if (typeof value === 'string') {
    return secrets.reduce(
      (text, secret) => text.replaceAll(secret, '****'),
      value,
    );
  }
  if (Array.isArray(value)) {
    return value.map(item => mask(item, secrets));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, mask(item, secrets)]),
    );
  }
  return value;
}
