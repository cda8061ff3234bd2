import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Used if neither the props nor the environment set a region. */
const REGION_FILE = path.join(
  path.dirname(require.resolve('@tap/stack/package.json')),
  'lib',
  'AWS_REGION',
);

/**
 * Resolves the region of a stack: from its props, `AWS_REGION`,
 * `CDK_DEFAULT_REGION` or the file lib/AWS_REGION of this package, in this
 * order.
 *
 * @param fromProps - `env.region` of the props
 * @param environment - environment variables, by default of the process
 * @public
 */
export function resolveRegion(
  fromProps?: string,
  environment: Record<string, string | undefined> = process.env,
): string {
  return (
    fromProps ||
    environment.AWS_REGION ||
    environment.CDK_DEFAULT_REGION ||
    readFileSync(REGION_FILE, 'utf8').trim()
  );
}
