import { ResourceProgress } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { progressText } from './progressText';

const resource = (facts: Partial<ResourceProgress>): ResourceProgress => ({
  type: 'resource',
  eventId: 'e',
  logicalId: 'Database',
  resourceType: 'AWS::RDS::DBInstance',
  status: 'CREATE_COMPLETE',
  timestamp: '2026-11-01T00:00:00.000Z',
  elapsedSeconds: 59.4,
  done: 1,
  total: 90,
  ...facts,
});

describe('progressText', () => {
  it.each<[string, string]>([
    ['create', 'Environment orders on target main is ready'],
    ['update', 'Environment orders on target main is up to date'],
    [
      'delete',
      'Environment orders on target main was torn down. CloudFormation confirms that stack arn-1 is deleted',
    ],
    [
      'none',
      'Environment orders on target main is up to date: there were no changes',
    ],
  ])('describes the end of an operation: %s', (operation, expected) => {
    const environment = sampleEnvironment({ stackId: 'arn-1' });
    const event = { type: 'completed', operation, environment, kept: [] };
    expect(progressText(event as Parameters<typeof progressText>[0])).toBe(
      expected,
    );
  });

  it.each<[Partial<ResourceProgress>, RegExp]>([
    [{}, /after 59 s$/],
    [{ elapsedSeconds: 59.6 }, /after 1 min 0 s$/],
    [{ elapsedSeconds: 372 }, /after 6 min 12 s$/],
    [
      { status: 'CREATE_FAILED', reason: 'No quota' },
      /^Database \(AWS::RDS::DBInstance\) .*: No quota$/,
    ],
    [{ status: 'IMPORT_COMPLETE' }, /is IMPORT_COMPLETE after/],
  ])('describes a resource: %j', (facts, expected) => {
    expect(progressText(resource(facts))).toMatch(expected);
  });

  it('does not describe how long a resource in progress has taken', () => {
    const text = progressText(resource({ status: 'CREATE_IN_PROGRESS' }));
    expect(text).not.toContain('after');
  });
});
