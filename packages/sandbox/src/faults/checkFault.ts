import { Fault } from './Fault';

const REQUIRED: Record<Fault['kind'], Record<string, string>> = {
  failResource: { action: 'string', reason: 'string' },
  throttle: { callsPerSecond: 'number' },
  drop: { when: 'string' },
  late: { milliseconds: 'number' },
  stale: { seconds: 'number' },
  error: {},
};

const PATTERNS = ['operation', 'stack', 'logicalIdPattern'];

/** @throws TypeError naming the field that is missing or wrong, with an example */
export function checkFault(fault: Fault): void {
  const required = Object.hasOwn(REQUIRED, fault?.kind)
    ? REQUIRED[fault.kind]
    : undefined;
  if (!required) {
    throw new TypeError(
      `kind must be one of ${Object.keys(REQUIRED).join(
        ', ',
      )}, e.g. {"kind":"throttle","callsPerSecond":5}`,
    );
  }
  const fields = fault as unknown as Record<string, unknown>;
  for (const [field, type] of Object.entries(required)) {
    // eslint-disable-next-line valid-typeof
    if (typeof fields[field] !== type) {
      throw new TypeError(`${fault.kind} requires ${field}, a ${type}`);
    }
  }
  if (fault.kind === 'drop' && !['before', 'after'].includes(fault.when)) {
    throw new TypeError('when must be before or after');
  }
  if (
    fault.kind === 'failResource' &&
    !['create', 'update', 'delete'].includes(fault.action)
  ) {
    throw new TypeError('action must be create, update or delete');
  }
  for (const pattern of PATTERNS) {
    checkPattern(pattern, fields[pattern]);
  }
}

function checkPattern(field: string, value: unknown): void {
  try {
    RegExp((value as string | undefined) ?? '');
  } catch {
    throw new TypeError(
      `${field} must be a regular expression, e.g. ^Describe`,
    );
  }
}
