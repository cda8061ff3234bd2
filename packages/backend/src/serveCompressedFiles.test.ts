import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { createBackend } from '@backstage/backend-defaults';
import type { ExtendedHttpServer } from '@backstage/backend-defaults/rootHttpRouter';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import { serveCompressedFiles } from './serveCompressedFiles';

const SCRIPT = 'console.log("environments");';

describe('serveCompressedFiles', () => {
  let directory: string;
  let server: ExtendedHttpServer;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tap-brotli-'));
    await writeFile(join(directory, 'secret.js'), 'secret');
    const folder = join(directory, 'brotli');
    await mkdir(folder);
    await writeFile(join(folder, 'main.1a2b.js'), brotliCompressSync(SCRIPT));
    const backend = createBackend();
    backend.add(mockServices.rootLogger.factory());
    backend.add(
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: {
            baseUrl: 'http://localhost',
            listen: { host: '127.0.0.1', port: 0 },
          },
        },
      }),
    );
    backend.add(
      rootHttpRouterServiceFactory({
        configure: context => {
          server = context.server as ExtendedHttpServer;
          serveCompressedFiles(context, folder);
          context.applyDefaults();
        },
      }),
    );
    await backend.start();
    stop = () => backend.stop();
  });

  afterAll(async () => {
    server.closeAllConnections();
    await stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function read(path: string, encoding: string) {
    const response = await new Promise<IncomingMessage>(resolve => {
      get(
        {
          host: '127.0.0.1',
          port: server.port(),
          path,
          headers: { 'accept-encoding': encoding },
        },
        resolve,
      );
    });
    const body = Buffer.concat(await response.toArray());
    return { status: response.statusCode, headers: response.headers, body };
  }

  it('serves a file as it was compressed, for a year', async () => {
    const { status, headers, body } = await read(
      '/static/main.1a2b.js',
      'gzip, deflate, br',
    );
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'content-type': expect.stringMatching(/^(text|application)\/javascript/),
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    });
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
  });

  it.each([
    ['/static/main.1a2b.js', 'gzip'],
    ['/static/other.js', 'br'],
    ['/static/..%2Fsecret.js', 'br'],
  ])('leaves %s with %s to Backstage', async (path, encoding) => {
    const { status, headers } = await read(path, encoding);
    expect(status).toBe(404);
    expect(headers['content-encoding']).toBeUndefined();
  });
});
