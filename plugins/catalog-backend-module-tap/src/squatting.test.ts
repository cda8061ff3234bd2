import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { ANNOTATIONS } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { eventually } from '@tap/plugin-tap-node/testUtils';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { CatalogPortal, namesOf } from './__testUtils__/CatalogPortal';

jest.setTimeout(120_000);

const credentials = mockCredentials.service();

/** A file that claims to be the System of an environment. */
function forged(name: string, lines: string[] = ['  owner: guests']): string {
  return [
    'apiVersion: backstage.io/v1alpha1',
    'kind: System',
    'metadata:',
    `  name: ${name}`,
    '  description: Connect with $(touch pwned)',
    '  annotations:',
    '    backstage.io/managed-by-location: tap:arn:aws:cloudformation:x',
    '    backstage.io/managed-by-origin-location: tap:arn:aws:cloudformation:x',
    `    ${ANNOTATIONS.endpoint}: $(touch pwned)`,
    `    ${ANNOTATIONS.stackId}: arn:forged`,
    'spec:',
    '  type: tap-environment',
    ...lines,
  ].join('\n');
}

/** A file server of another user, with a location that is registered in the portal. */
class Files {
  static async start(): Promise<Files> {
    const files = new Files();
    await new Promise<void>(done => files.server.listen(0, '127.0.0.1', done));
    return files;
  }

  /** Content of `catalog.yaml`. */
  content = '';
  private readonly server: Server = createServer((request, response) => {
    const content = {
      '/catalog.yaml': this.content,
      '/type': 'tap-environment',
    }[request.url!];
    response.statusCode = content === undefined ? 404 : 200;
    response.end(content);
  });

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get location() {
    return { type: 'url', target: `http://${this.host}/catalog.yaml` };
  }

  async stop(): Promise<void> {
    await new Promise(done => this.server.close(done));
  }
}

describe('names, types and annotations of environments', () => {
  let files: Files;
  let portal: CatalogPortal;

  beforeEach(async () => {
    files = await Files.start();
  });

  afterEach(async () => {
    await portal?.stop();
    await files.stop();
  });

  const start = async (tap: JsonObject = {}) => {
    portal = await CatalogPortal.start({
      reading: { allow: [{ host: files.host }] },
      tap,
    });
  };

  /** Registers the file as a location. */
  const register = () =>
    portal.catalog.addLocation(files.location, { credentials });

  /** Waits until the catalog has processed the registered location. */
  const locationIsRead = () =>
    eventually(async () => {
      const { items } = await portal.catalog.getEntities(
        { filter: { kind: 'location' } },
        { credentials },
      );
      expect(items).toHaveLength(1);
    });

  async function showsOurs(suffix: string, stackId: string) {
    await eventually(async () => {
      const system = await portal.entity(`system:default/tap-${suffix}`);
      const annotations = system?.metadata.annotations ?? {};
      expect(annotations[ANNOTATIONS.stackId]).toBe(stackId);
      expect(annotations[ANNOTATIONS.endpoint]).toBe(
        `${suffix}.example.internal`,
      );
      expect(system?.spec?.type).toBe('tap-environment');
    });
  }

  it.each<[string, string]>([
    ['an entity', forged('tap-squat')],
    ['a name in another case', forged('TAP-Squat')],
    ['an entity that is not valid', forged('tap-squat', [])],
    [
      'an entity that cannot be processed',
      forged('tap-squat', ['  owner: guests', '  domain: { $text: ./none }']),
    ],
  ])(
    'gives a new environment its name despite %s in a registered location',
    async (_, content) => {
      files.content = content;
      await start();
      await register();
      const placeholder = await eventually(async () => {
        const entity = await portal.entity('system:default/tap-squat');
        expect(entity).toBeDefined();
        return entity!;
      });
      expect(placeholder.spec?.type).toBe('reserved-name');
      expect(JSON.stringify(placeholder)).not.toMatch(/pwned|arn:/);
      expect(placeholder.status?.items?.[0]).toMatchObject({
        level: 'error',
        message: expect.stringContaining(
          `system:default/tap-squat is reserved for PostgreSQL environments, so the entity from url:${files.location.target} is not shown. Rename the entity in the location`,
        ),
      });

      const squat = sampleEnvironment({ suffix: 'squat' });
      portal.environments.environments = [squat];
      await portal.read();
      await showsOurs('squat', squat.stackId);
      await portal.shows(...namesOf('tap-squat'));
      expect(portal.logger.warn.mock.calls.map(([line]) => line)).toContain(
        `Removed the entity 'system:default/tap-squat' from url:${files.location.target} from the catalog, because an environment has this name. Rename the entity in the location.`,
      );
    },
  );

  it.each(['tap-squat', 'Tap-SQUAT'])(
    'does not give the name of an environment to %s',
    async name => {
      await start();
      const squat = sampleEnvironment({ suffix: 'squat' });
      portal.environments.environments = [squat];
      await portal.read();
      await showsOurs('squat', squat.stackId);

      files.content = `${forged(name)}\n---\n${forged(`${name}-key`).replace(
        'kind: System',
        'kind: Resource',
      )}`;
      await register();
      await locationIsRead();
      await portal.read();

      await showsOurs('squat', squat.stackId);
      await portal.shows(...namesOf('tap-squat'));
      const key = await portal.entity('resource:default/tap-squat-key');
      expect(key?.spec?.type).toBe('tap-kms-key');
    },
  );

  it.each<[string, string, RegExp]>([
    [
      'the type',
      forged('eve').replace(/ {4}tap\..*\n/g, ''),
      /type 'tap-environment'/,
    ],
    [
      'the type in another case',
      forged('eve')
        .replace(/ {4}tap\..*\n/g, '')
        .replace('tap-e', 'TAP-E'),
      /type 'TAP-Environment'/,
    ],
    [
      'an annotation',
      forged('eve').replace('type: tap-environment', 'type: product'),
      /annotation 'tap.internal\/endpoint'/,
    ],
    [
      'the type in another file',
      forged('eve')
        .replace(/ {4}tap\..*\n/g, '')
        .replace('type: tap-environment', 'type: { $text: ./type }'),
      /type 'tap-environment'/,
    ],
  ])(
    'rejects an entity with %s of an environment, even in a dry run',
    async (_, content, message) => {
      files.content = content;
      await start();
      await expect(
        portal.catalog.addLocation(
          { ...files.location, dryRun: true },
          { credentials },
        ),
      ).rejects.toMatchObject({
        body: { error: { message: expect.stringMatching(message) } },
      });
      await register();
      await locationIsRead();
      expect(await portal.entity('system:default/eve')).toBeUndefined();
    },
  );

  it('accepts all other names', async () => {
    files.content = [
      ['Component', 'tap-orders'],
      ['System', 'tapestry'],
      ['System', 'tap-a-system-with-a-long-name'],
      ['Resource', 'tap-orders'],
    ]
      .map(
        ([kind, name]) => `apiVersion: backstage.io/v1alpha1
kind: ${kind}
metadata: { name: ${name} }
spec: { type: tap, lifecycle: production, owner: guests }`,
      )
      .join('\n---\n');
    await start();
    await register();
    await eventually(async () => {
      for (const ref of [
        'component:default/tap-orders',
        'system:default/tapestry',
        'system:default/tap-a-system-with-a-long-name',
        'resource:default/tap-orders',
      ]) {
        const entity = await portal.entity(ref);
        expect(entity?.spec?.type).toBe('tap');
        expect(entity?.status).toBeUndefined();
      }
    });
  });

  it('keeps the name of an exempt entity, and logs an error for an environment with that name', async () => {
    const dance: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: {
        name: 'tap-dance',
        annotations: {
          'backstage.io/managed-by-location': 'url:https://example.com/a.yaml',
          'backstage.io/managed-by-origin-location':
            'url:https://example.com/all.yaml',
        },
      },
      spec: { type: 'product', owner: 'group:default/dancers' },
    };
    await start({ exemptEntities: ['System:default/Tap-Dance'] });
    await portal.foreign.applyMutation({
      type: 'full',
      entities: [{ entity: dance, locationKey: 'foreign' }],
    });
    await portal.shows('tap-dance');
    const environment = sampleEnvironment({ suffix: 'dance' });
    portal.environments.environments = [environment];

    await portal.read();
    await portal.read();
    const system = await portal.entity('system:default/tap-dance');
    expect(system?.spec?.type).toBe('product');
    expect(portal.logger.error.mock.calls).toEqual([
      [
        `The entity 'system:default/tap-dance' from url:https://example.com/all.yaml has the name of an environment, so the entity of stack ${environment.stackId} is not in the catalog. Rename or remove the entity in the location.`,
      ],
    ]);

    await portal.foreign.applyMutation({ type: 'full', entities: [] });
    await portal.read();
    await showsOurs('dance', environment.stackId);
  });
});
