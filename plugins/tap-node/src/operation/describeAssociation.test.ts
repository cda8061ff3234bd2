import { Cause } from '../watch';
import { describeAssociation } from './describeAssociation';

const ID = '0a1b2c3d-1111-2222-3333-444455556666';
const AWS = { region: 'eu-central-1' };

const cause = (facts: Partial<Cause> = {}): Cause => ({
  logicalId: 'AccessRoles',
  resourceType: 'AWS::SSM::Association',
  physicalId: ID,
  reason: `Resource of type 'AWS::SSM::Association' with identifier '${ID}' did not stabilize.`,
  seconds: 1_805,
  ...facts,
});

describe('describeAssociation', () => {
  it('names where the cause is, with the page of the console, and the usual cause of a script that does not end', () => {
    const text = describeAssociation(cause(), AWS)!;
    expect(text).toContain('CloudFormation waited 30 minutes for its script.');
    expect(text).toContain(
      `execution history of the association ${ID}: https://eu-central-1.console.aws.amazon.com/systems-manager/state-manager/${ID}/executionhistory?region=eu-central-1.`,
    );
    expect(text).toContain(
      'secretsmanager:PutSecretValue in the permissions boundary',
    );
    expect(describeAssociation(cause(), { region: 'cn-north-1' })).toContain(
      'https://cn-north-1.console.amazonaws.cn/',
    );
  });

  it.each([
    [12, 'less than a minute'],
    [70, 'a minute'],
    [125, '2 minutes'],
  ])('states that it waited %d seconds', (seconds, text) => {
    expect(describeAssociation(cause({ seconds }), AWS)).toContain(
      `waited ${text} for`,
    );
  });

  it('has no page of the console without an ID, and on the sandbox', () => {
    expect(
      describeAssociation(cause({ physicalId: undefined }), AWS),
    ).not.toContain('https');
    expect(
      describeAssociation(cause(), { ...AWS, endpoint: 'http://127.0.0.1:1' }),
    ).not.toContain('https');
  });

  it.each([
    { resourceType: 'AWS::RDS::DBInstance' },
    { reason: 'Access denied' },
  ])('has nothing to add to %j', facts => {
    expect(describeAssociation(cause(facts), AWS)).toBeUndefined();
  });
});
