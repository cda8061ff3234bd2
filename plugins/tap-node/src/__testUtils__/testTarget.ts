import { ConfigReader } from '@backstage/config';
import { readTargets, Target } from '../config';

/**
 * A target, read as from app-config.
 *
 * @param more - keys of the target in app-config that differ, or that it has in addition
 */
export function testTarget(more: object = {}): Target {
  const [target] = readTargets(
    new ConfigReader({
      tap: {
        targets: [
          {
            name: 'sandbox',
            accountId: '000000000000',
            region: 'us-east-1',
            endpoint: 'http://127.0.0.1:4577',
            ...more,
          },
        ],
      },
    }),
  );
  return target;
}
