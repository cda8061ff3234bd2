import {
  assertOperationName,
  OPERATION_NAMES,
  OPERATIONS,
  parseOperation,
} from './operations';

describe('operations', () => {
  it.each(OPERATION_NAMES)(
    'has a route for %s with the environment in its path',
    name => {
      const fields = Object.keys(OPERATIONS[name].body.shape);
      expect(fields).not.toContain('suffix');
      expect(fields).not.toContain('target');
      expect(() => parseOperation(name, {})).toThrow(
        /^suffix: is missing, for example suffix: /,
      );
    },
  );

  it('does not let callers of the teardown route declare an environment expired', () => {
    expect(OPERATIONS.teardown.body.keyof().options).toEqual([
      'confirm',
      'acknowledgeLostSnapshots',
      'acknowledgeRetained',
    ]);
  });

  it.each(['restart', 'constructor', '__proto__', ''])(
    "rejects '%s', which is not an operation",
    name => {
      expect(() => assertOperationName(name)).toThrow(
        'it must be one of deploy, teardown, extend, transfer, stop, start, rotate-credentials, for example deploy',
      );
      expect(() => parseOperation(name as any, {})).toThrow(
        'is not an operation',
      );
    },
  );
});
