import { isThrottling, isTransient } from './awsErrors';

const sdkError = (facts: object, message = 'message') =>
  Object.assign(new Error(message), facts);

describe('awsErrors', () => {
  it.each([
    ['a reset connection', sdkError({ code: 'ECONNRESET' })],
    [
      'a reset connection in a wrapper of the SDK',
      sdkError({}, 'AWS SDK error wrapper for TimeoutError: read ECONNRESET'),
    ],
    ['a timeout', sdkError({ name: 'TimeoutError' })],
    [
      'a rejection because of the clock, which the SDK has corrected',
      sdkError({
        name: 'SignatureDoesNotMatch',
        $metadata: { httpStatusCode: 403, clockSkewCorrected: true },
      }),
    ],
    ['a server error', sdkError({ $metadata: { httpStatusCode: 503 } })],
  ])('calls %s transient', (_, error) => {
    expect(isTransient(error)).toBe(true);
  });

  it.each([
    ['a refusal', sdkError({ $metadata: { httpStatusCode: 400 } })],
    ['a programming error', new TypeError('x is not a function')],
  ])('does not call %s transient', (_, error) => {
    expect(isTransient(error)).toBe(false);
  });

  it('detects throttling by name, status and message', () => {
    expect(isThrottling(sdkError({ name: 'Throttling' }))).toBe(true);
    expect(isThrottling(sdkError({ $metadata: { httpStatusCode: 429 } }))).toBe(
      true,
    );
    expect(isThrottling(sdkError({}, 'Rate exceeded'))).toBe(true);
    expect(isThrottling(sdkError({ name: 'ValidationError' }))).toBe(false);
  });
});
