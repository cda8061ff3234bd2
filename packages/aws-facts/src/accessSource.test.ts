import { accessSourceKind, accessSourcesProblem } from './accessSource';

describe('accessSourceKind', () => {
  it.each([
    ['10.40.0.0/16', 'range'],
    ['sg-0123456789abcdef0', 'securityGroup'],
    ['pl-63a5400a', 'prefixList'],
    ['vpc-0123456789abcdef0', undefined],
    ['10.40.0.1/16', undefined],
  ])('of %s is %s', (source, kind) => {
    expect(accessSourceKind(source)).toBe(kind);
  });
});

describe('accessSourcesProblem', () => {
  it.each([[[]], [['10.40.0.0/16', 'sg-0123456789abcdef0', 'pl-63a5400a']]])(
    'accepts %j',
    sources => {
      expect(accessSourcesProblem(sources)).toBeUndefined();
    },
  );

  it.each([
    [['office'], "'office' must be a range of IPv4 addresses"],
    [['10.40.0.1/16'], "'10.40.0.1/16' must be a range"],
    [['0.0.0.0/0'], "'0.0.0.0/0' is too large"],
    [['128.0.0.0/1'], 'at least 8 bits'],
    [['10.1.0.0/16', '10.1.0.0/16'], "has '10.1.0.0/16' twice"],
    [
      [1, 2, 3, 4].map(n => `10.${n}.0.0/16`),
      'has 4 entries, but at most 3 are allowed',
    ],
  ])('rejects %j', (sources, rule) => {
    const problem = accessSourcesProblem(sources)!;
    expect(problem.rule).toContain(rule);
    expect(accessSourcesProblem([problem.example])).toBeUndefined();
  });
});
