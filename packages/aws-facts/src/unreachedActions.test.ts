import { RESOURCE_TYPES } from './resourceTypes';
import { handlerActions, UNREACHED_ACTIONS } from './unreachedActions';

it.each(UNREACHED_ACTIONS)(
  'lists $action of $type, which the schema names, once',
  ({ type, action, handlers }) => {
    const named = handlers ?? ['create', 'read', 'update', 'delete'];
    const permissions = named.flatMap(
      handler =>
        RESOURCE_TYPES[type].handlers[handler as 'create']?.permissions ?? [],
    );
    expect(permissions).toContain(action);
    expect(
      UNREACHED_ACTIONS.filter(
        other => other.type === type && other.action === action,
      ),
    ).toHaveLength(1);
  },
);

it('returns the actions of a handler without those that are not reached', () => {
  expect(handlerActions('AWS::Events::Rule', 'create')).toEqual([
    'events:DescribeRule',
    'events:PutRule',
    'events:PutTargets',
    'events:TagResource',
  ]);
});

it('leaves out an action only for the named handlers', () => {
  const action = 'ec2:StartInstances';
  expect(handlerActions('AWS::EC2::Instance', 'create')).not.toContain(action);
  expect(handlerActions('AWS::EC2::Instance', 'update')).toContain(action);
});

it('returns nothing for a handler that does not exist', () => {
  expect(handlerActions('AWS::Lambda::Permission', 'update')).toEqual([]);
  expect(handlerActions('Custom::EmptyBucket', 'create')).toEqual([]);
});
