import { JsonObject } from '@backstage/types';

/** Account of the sandbox, and access key with which it accepts requests. */
const ACCOUNT = '000000000000';

/**
 * What app-config has of a portal whose only target is a sandbox.
 *
 * @param url - where the sandbox answers
 * @param target - more of the target
 * @public
 */
export function sandboxConfig(url: string, target: JsonObject = {}) {
  return {
    aws: {
      accounts: [
        {
          accountId: ACCOUNT,
          accessKeyId: ACCOUNT,
          secretAccessKey: 'sandbox',
        },
      ],
    },
    tap: {
      targets: [
        {
          name: 'sandbox',
          accountId: ACCOUNT,
          region: 'us-east-1',
          endpoint: url,
          callsPerSecond: 50,
          ...target,
        },
      ],
    },
  };
}
