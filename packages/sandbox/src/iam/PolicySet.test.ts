import { PolicyStatement } from './PolicyDocument';
import { PolicySet } from './PolicySet';

const DATABASE = 'arn:aws:rds:us-east-1:111122223333:db:tapstack-orders';

function policies(...statements: Array<Partial<PolicyStatement>>): PolicySet {
  return new PolicySet([
    {
      Version: '2012-10-17',
      Statement: statements.map(statement => ({
        Effect: 'Allow',
        Action: 'rds:CreateDBInstance',
        Resource: '*',
        ...statement,
      })),
    },
  ]);
}

function decide(
  set: PolicySet,
  request: {
    action?: string;
    resource?: string;
    context?: Record<string, string | string[]>;
  } = {},
) {
  return set.evaluate({
    action: 'rds:CreateDBInstance',
    resource: DATABASE,
    context: {},
    ...request,
  });
}

it('denies what no statement allows', () => {
  expect(decide(policies({ Action: 'rds:DeleteDBInstance' }))).toEqual({
    decision: 'implicitDeny',
    decisive: [],
  });
});

it.each([
  ['*', true],
  ['rds:*', true],
  ['rds:create*instance', true],
  ['RDS:CreateDB?nstance', true],
  ['rds:CreateDB?instance', false],
  ['rds:CreateDB', false],
  ['CreateDBInstance', false],
])('with the action %s for rds:CreateDBInstance is %s', (action, isAllowed) => {
  const { decision } = decide(policies({ Action: action }));
  expect(decision === 'allow').toBe(isAllowed);
});

it('evaluates actions that the same statements allow one by one', () => {
  const set = policies(
    { Sid: 'All', Action: 'rds:*' },
    { Sid: 'Delete', Action: 'rds:Delete*', Effect: 'Deny' },
  );
  const decisive = (action: string) =>
    decide(set, { action }).decisive.map(({ sid }) => sid);
  expect(decisive('rds:CreateDBInstance')).toEqual(['All']);
  expect(decisive('rds:DeleteDBInstance')).toEqual(['Delete']);
  expect(decisive('rds:ModifyDBInstance')).toEqual(['All']);
});

it('denies what a statement denies although another one allows it', () => {
  const set = policies({ Action: '*' }, { Sid: 'Never', Effect: 'Deny' });
  expect(decide(set)).toEqual({
    decision: 'explicitDeny',
    decisive: [{ sid: 'Never', action: 'rds:CreateDBInstance' }],
  });
});

it('names the actions that allow a request', () => {
  const set = policies({
    Sid: 'Databases',
    Action: ['rds:Create*', 'rds:Delete*', 'RDS:createdbinstance'],
  });
  expect(decide(set)).toEqual({
    decision: 'allow',
    decisive: expect.arrayContaining([
      { sid: 'Databases', action: 'rds:Create*' },
      { sid: 'Databases', action: 'RDS:createdbinstance' },
    ]),
  });
  expect(set.list()).toHaveLength(3);
});

it.each([
  ['*', DATABASE, true],
  ['arn:aws:rds:*:111122223333:db:tapstack-*', DATABASE, true],
  ['arn:aws:rds:*:*:db:orders-*', DATABASE, false],
  ['arn:aws:rds:*:444455556666:db:*', DATABASE, false],
  // A wildcard does not match across the parts of an ARN.
  ['arn:aws:rds:*:db:tapstack-orders', DATABASE, false],
  ['arn:aws:rds:*:*:db:*', '*', false],
  ['*', '*', true],
])('with the resource %s for %s is %s', (pattern, resource, isAllowed) => {
  const { decision } = decide(policies({ Resource: pattern }), { resource });
  expect(decision === 'allow').toBe(isAllowed);
});

/** Operator, values of the policy, value of the request, result. */
const CONDITIONS: Array<
  [string, string | string[], string | string[] | undefined, boolean]
> = [
  ['StringEquals', 'a', 'a', true],
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', 'a', 'A', false],
  ['StringEquals', 'a', undefined, false],
  ['StringEqualsIfExists', 'a', undefined, true],
  ['StringEqualsIfExists', 'a', 'b', false],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', 'a', undefined, true],
  ['StringLike', 'tap-*', 'tap-1', true],
  ['StringLike', 'tap-*', 'top-1', false],
  ['StringNotLike', 'tap-*', 'top-1', true],
  ['ArnLike', 'arn:aws:iam::*:role/tap/*', 'arn:aws:iam::1:role/tap/x', true],
  ['ArnEquals', 'arn:aws:iam::1:role/*', 'arn:aws:iam::2:role/x', false],
  ['Bool', 'true', 'true', true],
  ['Bool', 'false', 'true', false],
  ['Null', 'true', undefined, true],
  ['Null', 'false', 'a', true],
  ['Null', 'false', undefined, false],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', ['a', 'b'], undefined, true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['b', 'c'], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], false],
  ['ForAnyValue:StringEquals', ['a', 'b'], undefined, false],
];

it.each(CONDITIONS)(
  '%s %j holds for %j: %s',
  (operator, wanted, actual, isAllowed) => {
    const set = policies({ Condition: { [operator]: { 'Aws:Key': wanted } } });
    const { decision } = decide(set, {
      context: actual === undefined ? {} : { 'aws:key': actual },
    });
    expect(decision === 'allow').toBe(isAllowed);
  },
);

it('needs all conditions of a statement', () => {
  const set = policies({
    Condition: { StringEquals: { a: '1', b: '2' }, Null: { c: 'true' } },
  });
  const decision = (context: Record<string, string>) =>
    decide(set, { context }).decision;
  expect(decision({ a: '1', b: '2' })).toBe('allow');
  expect(decision({ a: '1', b: '3' })).toBe('implicitDeny');
  expect(decision({ a: '1', b: '2', c: '3' })).toBe('implicitDeny');
});

it('matches the principals of a trust policy', () => {
  const trust = policies({
    Resource: undefined,
    Principal: { Service: ['a.amazonaws.com', 'b.amazonaws.com'] },
  });
  const decision = (principal: string) =>
    trust.evaluate(
      { action: 'rds:CreateDBInstance', resource: '*', context: {} },
      [principal],
    ).decision;
  expect(decision('Service:b.amazonaws.com')).toBe('allow');
  expect(decision('AWS:b.amazonaws.com')).toBe('implicitDeny');
});

it.each([
  { NotAction: 'rds:*' },
  { Resource: 'arn:aws:rds:*:*:db:?' },
  { Resource: 'arn:aws:rds:*:${aws:PrincipalAccount}:db:*' },
  { Condition: { NumericLessThan: { a: '1' } } },
  { Condition: { 'ForAnyValue:StringLike': { a: '1*' } } },
] as Array<Partial<PolicyStatement>>)(
  'rejects %j, which it does not evaluate',
  statement => {
    expect(() => policies(statement)).toThrow('does not evaluate');
  },
);
