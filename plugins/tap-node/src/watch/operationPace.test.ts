import { ResourceProgress } from '@tap/plugin-tap-common';
import { operationPace } from './operationPace';

const TYPICAL = new Map([
  ['Gateway', 100],
  ['Role', 20],
  ['Database', 360],
  ['Permission', 5],
]);

function event(
  logicalId: string,
  status: string,
  second: number,
): ResourceProgress {
  return {
    type: 'resource',
    eventId: `${logicalId}-${status}-${second}`,
    logicalId,
    resourceType: 'AWS::Any::Thing',
    status,
    timestamp: new Date(second * 1000).toISOString(),
    elapsedSeconds: Math.round(second),
    done: 0,
    total: 4,
  };
}

/** A resource that is created from 10 seconds after the start on. */
function created(logicalId: string, seconds: number): ResourceProgress[] {
  return [
    event(logicalId, 'CREATE_IN_PROGRESS', 10),
    event(logicalId, 'CREATE_IN_PROGRESS', 10 + seconds / 2),
    event(logicalId, 'CREATE_COMPLETE', 10 + seconds),
  ];
}

describe('operationPace', () => {
  it.each([
    ['without events', [], 1],
    ['of usual durations', created('Gateway', 90), 1],
    [
      'of durations that are usual at half the speed',
      created('Gateway', 200),
      1,
    ],
    [
      'of durations that are usual at twice the speed',
      created('Gateway', 50),
      1,
    ],
    ['of an operation that is 25 times as fast', created('Gateway', 4), 0.04],
    ['of one that is 4 times as slow', created('Gateway', 400), 4],
    [
      'of several resources',
      [...created('Gateway', 3), ...created('Database', 20)],
      23 / 460,
    ],
    ['of an operation without any duration', created('Gateway', 0), 0.01],
    ['of one that is very slow', created('Gateway', 10_000), 5],
    ['as long as too little is complete', created('Role', 0.5), 1],
    [
      'without resources that are too quick to tell',
      [...created('Gateway', 4), ...created('Permission', 60)],
      0.04,
    ],
    [
      'without resources in progress',
      [...created('Gateway', 4), ...created('Database', 20).slice(0, 2)],
      0.04,
    ],
    [
      'without resources whose start is not known',
      [...created('Gateway', 4), ...created('Database', 20).slice(2)],
      0.04,
    ],
    [
      'without resources whose duration is not known',
      [...created('Gateway', 4), ...created('TapStack', 500)],
      0.04,
    ],
  ])('%s', (_, events, pace) => {
    expect(operationPace(TYPICAL, 'create', events)).toBeCloseTo(pace, 5);
  });

  it('counts only the resources of the operation', () => {
    const events = [
      ...created('Gateway', 4),
      event('Database', 'DELETE_IN_PROGRESS', 20),
      event('Database', 'DELETE_COMPLETE', 56),
    ];
    expect(operationPace(TYPICAL, 'create', events)).toBeCloseTo(0.04, 5);
    expect(operationPace(TYPICAL, 'delete', events)).toBeCloseTo(0.1, 5);
  });
});
