import { REQUEST_TEMPLATE, TEARDOWN_TEMPLATE } from '@tap/plugin-tap-common';
import { join } from 'node:path';

/**
 * The files of TAP's templates by their entity refs, for the entities of a `TestPortal`.
 *
 * @param folder - the one that contains `tap-postgres/template.yaml`
 * @public
 */
export function templateFiles(folder: string): Record<string, string> {
  return {
    [REQUEST_TEMPLATE]: join(folder, 'tap-postgres/template.yaml'),
    [TEARDOWN_TEMPLATE]: join(folder, 'tap-postgres-teardown/template.yaml'),
  };
}
