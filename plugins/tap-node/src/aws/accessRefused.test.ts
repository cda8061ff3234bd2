import { awsError } from '../__testUtils__/answeringClient';
import { accessRefused, isAccessRefused } from './accessRefused';

const WHERE = 'account 123456789012, eu-central-1';
const CALL = 'ec2:DescribeVpcs';

describe('accessRefused', () => {
  it("shows EC2's message without its encoded part", () => {
    const error = awsError(
      'UnauthorizedOperation',
      'You are not authorized to perform this operation. Encoded authorization failure message: bGlrZS10aGlz',
      403,
    );
    expect(isAccessRefused(error)).toBe(true);
    expect(accessRefused(error, CALL, WHERE).message).toMatch(
      /AWS: UnauthorizedOperation: You are not authorized to perform this operation\.$/,
    );
  });

  it("names the action of AWS's message, or that of the call", () => {
    const denied = (message: string) =>
      accessRefused(awsError('AccessDenied', message), CALL, WHERE);
    expect(
      denied('User x is not authorized to perform: iam:PassRole on y').action,
    ).toBe('iam:PassRole');
    expect(denied('Access denied').action).toBe(CALL);
  });

  it('names the credentials where they are not valid', () => {
    const error = awsError('ExpiredToken', 'The token has expired');
    expect(isAccessRefused(error)).toBe(true);
    expect(accessRefused(error, CALL, WHERE).message).toMatch(
      /^The portal has no valid AWS credentials for account 123456789012, eu-central-1 \(ec2:DescribeVpcs\)\./,
    );
  });
});
