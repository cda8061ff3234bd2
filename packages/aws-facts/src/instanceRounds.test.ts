import { roundsOfCreation } from './instanceRounds';

const REPLICA = {
  SourceDBInstanceIdentifier: { Ref: 'Primary' },
  DBInstanceClass: 'db.t4g.medium',
};

it.each([
  ['a primary', { DBParameterGroupName: 'group', EngineVersion: '17.9' }, 1],
  ['a replica that inherits everything', REPLICA, 1],
  [
    'a replica with values without effect',
    {
      ...REPLICA,
      DeletionProtection: false,
      MonitoringInterval: '0',
      EnablePerformanceInsights: 'false',
      DBSecurityGroups: [],
    },
    1,
  ],
  ['a replica with monitoring', { ...REPLICA, MonitoringInterval: 60 }, 2],
  [
    'a replica with Performance Insights',
    { ...REPLICA, EnablePerformanceInsights: true },
    2,
  ],
  [
    'a replica with a parameter group',
    { ...REPLICA, DBParameterGroupName: { Ref: 'Group' } },
    3,
  ],
  [
    'a restored instance',
    { DBSnapshotIdentifier: 'snapshot', DBParameterGroupName: 'group' },
    3,
  ],
])('%s', (_, properties, count) => {
  expect(roundsOfCreation(properties)).toEqual(
    ['create', 'modify', 'reboot'].slice(0, count),
  );
});
