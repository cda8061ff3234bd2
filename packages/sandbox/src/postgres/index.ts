import path from 'node:path';

import { DatabaseServers } from './DatabaseServers';
import { DefaultDatabaseServers } from './DefaultDatabaseServers';

export type { DatabaseServers } from './DatabaseServers';
export { PostgresError } from './PostgresError';

/**
 * Creates the database servers of a sandbox.
 *
 * @param options - `directory`: absolute path of the sandbox's directory
 */
export function createDatabaseServers(options: {
  directory: string;
}): DatabaseServers {
  return DefaultDatabaseServers.create({
    directory: path.join(options.directory, 'databases'),
  });
}
