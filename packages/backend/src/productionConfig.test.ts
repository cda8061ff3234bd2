import { resolve } from 'node:path';
import { ConfigSources, FileConfigSource } from '@backstage/config-loader';
import { readEngineConfig } from '@tap/plugin-tap-node';

const ROOT = resolve(__dirname, '../../..');

/** Every environment variable that app-config.production.yaml reads. */
const ENVIRONMENT: Record<string, string> = {
  AUTH_GITHUB_CLIENT_ID: 'client',
  AUTH_GITHUB_CLIENT_SECRET: 'client-secret',
  POSTGRES_HOST: 'db.example',
  POSTGRES_PASSWORD: 'password',
  POSTGRES_PORT: '5432',
  POSTGRES_USER: 'backstage',
  TAP_ACCOUNT_ID: '123456789012',
  TAP_BASE_URL: 'https://tap.example',
  TAP_EXTERNAL_ID: 'external',
  TAP_REGION: 'eu-central-1',
};

async function readConfig(...files: string[]) {
  return ConfigSources.toConfig(
    ConfigSources.merge(
      files.map(file =>
        FileConfigSource.create({
          path: resolve(ROOT, file),
          substitutionFunc: async name => ENVIRONMENT[name],
        }),
      ),
    ),
  );
}

describe('app-config.production.yaml', () => {
  it('configures the service role for the engine', async () => {
    const config = await readConfig(
      'app-config.yaml',
      'app-config.production.yaml',
    );
    expect(readEngineConfig(config).targets).toEqual([
      expect.objectContaining({
        accountId: '123456789012',
        region: 'eu-central-1',
        endpoint: undefined,
        serviceRoleArn: 'arn:aws:iam::123456789012:role/tap-cloudformation',
        permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/tap-boundary',
      }),
    ]);
    config.close();
  });

  it('removes the guest of app-config.yaml', async () => {
    const local = await readConfig('app-config.yaml');
    expect(local.has('auth.providers.guest')).toBe(true);
    local.close();
    const production = await readConfig(
      'app-config.yaml',
      'app-config.production.yaml',
    );
    expect(production.has('auth.providers.guest')).toBe(false);
    production.close();
  });
});
