import { Environment } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { TeardownBlockedError } from '../operation/errors';
import { assertMayBeDeleted } from './assertMayBeDeleted';

const check = (
  facts: Partial<Environment>,
  options: { acknowledgeRetained?: boolean } = {},
) =>
  assertMayBeDeleted(sampleEnvironment({ suffix: 'orders', ...facts }), {
    portal: 'tap',
    ...options,
  });

/** What blocks the teardown. */
function finding(facts: Partial<Environment>) {
  try {
    check(facts);
    return undefined;
  } catch (error) {
    return (error as TeardownBlockedError).findings[0];
  }
}

describe('assertMayBeDeleted', () => {
  it('accepts an environment that nothing protects', () => {
    expect(() => check({})).not.toThrow();
  });

  it.each<[Partial<Environment>, object]>([
    [
      { portal: 'other' },
      {
        code: 'other-portal',
        text: "The environment belongs to another portal ('other').",
      },
    ],
    [
      { retention: 'retain' },
      {
        code: 'retained',
        text: "The environment is protected (retention 'retain').",
      },
    ],
    [
      { wasRetained: true },
      {
        code: 'was-retained',
        text: "The environment was protected (retention 'retain') before.",
      },
    ],
    [
      { stackStatus: 'UPDATE_IN_PROGRESS' },
      {
        code: 'operation-in-progress',
        text: 'Another operation is in progress (UPDATE_IN_PROGRESS).',
      },
    ],
    [
      { terminationProtection: true },
      {
        code: 'termination-protection',
        text: "Termination protection of the stack is on, although retention 'destroy' does not use it.",
        resource: 'TapStack-orders',
      },
    ],
  ])('rejects %j', (facts, expected) => {
    expect(finding(facts)).toEqual(expected);
  });

  it('accepts one that was protected before if the user acknowledges it', () => {
    expect(() =>
      check({ wasRetained: true }, { acknowledgeRetained: true }),
    ).not.toThrow();
    expect(() =>
      check({ retention: 'retain' }, { acknowledgeRetained: true }),
    ).toThrow('protected');
  });
});
