/** The token of a test's requests to the back end. */
export const TOKEN = 'only-for-a-test-0123456789';

/** The back end of an adopter: plugins of Backstage and TAP. */
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
 * The configuration of the back end.
 *
 * @param port - port of the back end
 * @param sandboxPort - port of the sandbox, its only target
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
