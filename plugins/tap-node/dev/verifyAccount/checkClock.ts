import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Finding } from './AccountReport';
import type { Check } from './VerifiedAccount';

/** AWS rejects signatures that are older: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const REJECTED_AFTER_S = 15 * 60;

/** More is a sign that nothing synchronizes the clock. */
const TOLERATED_S = 60;

/** Compares the clock of this machine with that of AWS, by the date of a response of STS. */
export const checkClock: Check = async ({ now, sts }) => {
  const finding = { check: 'clock', subject: 'this machine' } as const;
  const date = await dateOfAws(sts);
  if (!date) {
    return [
      {
        ...finding,
        status: 'failed',
        message: 'STS did not respond, or without a date',
        remedy: 'Check the connection to AWS, proxies and the region.',
      },
    ];
  }
  const seconds = Math.round((now().getTime() - date.getTime()) / 1000);
  const message = `The clock differs by ${seconds} s from that of AWS`;
  const result: Finding =
    Math.abs(seconds) <= TOLERATED_S
      ? { ...finding, status: 'passed', message }
      : {
          ...finding,
          status: 'failed',
          message,
          remedy: `Synchronize the clock, for example with chrony. AWS rejects requests that differ by more than ${REJECTED_AFTER_S} s.`,
        };
  return [result];
};

/** The date of a response, even of an error. */
async function dateOfAws(sts: STSClient): Promise<Date | undefined> {
  let date: string | undefined;
  const command = new GetCallerIdentityCommand({});
  command.middlewareStack.add(
    next => async args => {
      const result = await next(args);
      const { headers } = result.response as {
        headers: Record<string, string>;
      };
      date = headers.date;
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  await sts.send(command).catch(() => undefined);
  return date === undefined ? undefined : new Date(date);
}
