import { ownerSecretArn } from './environment';
import { sampleEnvironment } from './testUtils/sampleEnvironment';

describe('ownerSecretArn', () => {
  const outputs = sampleEnvironment().outputs!;

  it('is the secret of the role that owns the schema', () => {
    expect(ownerSecretArn({ ...outputs, OwnerSecretArn: 'arn:owner' })).toBe(
      'arn:owner',
    );
  });

  it('is the secret of the master user of a database without roles', () => {
    expect(ownerSecretArn(outputs)).toBe(outputs.DatabaseSecretArn);
  });
});
