import { DatabaseServers } from './DatabaseServers';

/**
 * The database servers of a sandbox.
 *
 * @param options - `directory`: where they keep their data
 */
export function createDatabaseServers(_options: {
  directory: string;
}): DatabaseServers {
  return {
    start: async () => {
      throw new Error('No PostgreSQL servers here');
    },
    stop: async () => {},
    remove: async () => {},
    resumeAll: async () => {},
    stopAll: async () => {},
    list: () => [],
  };
}
