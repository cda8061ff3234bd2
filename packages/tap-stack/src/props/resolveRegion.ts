import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Used where neither the props nor the environment name a region. */
const REGION_FILE = path.join(
  path.dirname(require.resolve('@tap/stack/package.json')),
  'lib',
  'AWS_REGION',
);

/**
 * The region of a stack: from its props, else from `AWS_REGION`, else from
 * `CDK_DEFAULT_REGION`, else from the file lib/AWS_REGION of this package.
 *
 * @param fromProps - `env.region` of the props
 * @param environment - defaults to that of the process
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
