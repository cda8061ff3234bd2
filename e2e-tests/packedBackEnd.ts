/** The token with which a test calls the back end. */
export const TOKEN = 'only-for-a-test-0123456789';

/** A back end as an adopter writes one: Backstage's own plugins, and those of TAP. */
export const BACK_END = `
const { createBackend } = require('@backstage/backend-defaults');
const backend = createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@tap/plugin-catalog-backend-module-tap'));
backend.add(import('@tap/plugin-scaffolder-backend-module-tap'));
backend.add(import('@tap/plugin-tap-backend'));
backend.start();
`;

/**
 * Its configuration.
 *
 * @param port - where it listens
 * @param sandboxPort - where the sandbox listens that is its one target
 */
export function backEndConfig(port: number, sandboxPort: number): string {
  const accountId = '000000000000';
  const url = `http://127.0.0.1:${port}`;
  return JSON.stringify({
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
      auth: {
        externalAccess: [
          { type: 'static', options: { token: TOKEN, subject: 'test' } },
        ],
      },
    },
    aws: {
      accounts: [
        {
          accountId,
          accessKeyId: 'local-key',
          secretAccessKey: 'local-secret',
        },
      ],
    },
    tap: {
      targets: [
        {
          name: 'sandbox',
          accountId,
          region: 'us-east-1',
          endpoint: `http://127.0.0.1:${sandboxPort}`,
        },
      ],
    },
  });
}
