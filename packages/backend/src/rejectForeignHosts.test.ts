import { once } from 'node:events';
import { ClientRequest, IncomingMessage, request } from 'node:http';
import { createBackend } from '@backstage/backend-defaults';
import type { ExtendedHttpServer } from '@backstage/backend-defaults/rootHttpRouter';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import guestProviderModule from '@backstage/plugin-auth-backend-module-guest-provider';
import signalsPlugin from '@backstage/plugin-signals-backend';
import { rejectForeignHosts } from './rejectForeignHosts';

/** A name of the loopback interface that only `backend.listen.host` makes a host of the portal. */
const LISTEN_HOST = '127.1';

const OWN_HOSTS = [
  'portal.example:7007',
  'BACKEND.example',
  LISTEN_HOST,
  'localhost:7007',
  'tap.localhost',
  '127.0.0.1:7007',
  '[::1]:7007',
];

const FOREIGN_HOSTS = [
  'attacker.example',
  'localhost.attacker.example',
  '127.0.0.1.attacker.example:7007',
  'portal.example.attacker.example',
];

/** A back end with the plugin signals, which listens as the portal does. */
async function startBackend(signIn: object, features: BackendFeature[]) {
  let server: ExtendedHttpServer | undefined;
  const backend = createBackend();
  for (const feature of [
    mockServices.rootLogger.factory(),
    mockServices.database.factory(),
    mockServices.rootConfig.factory({
      data: {
        app: { baseUrl: 'http://Portal.example:7007' },
        backend: {
          baseUrl: 'http://backend.example:7007',
          listen: { host: LISTEN_HOST, port: 0 },
          trustProxy: true,
        },
        auth: { providers: signIn },
        events: { useEventBus: 'never' },
      },
    }),
    rootHttpRouterServiceFactory({
      configure: context => {
        server = context.server as ExtendedHttpServer;
        rejectForeignHosts(context);
      },
    }),
    signalsPlugin,
    ...features,
  ]) {
    backend.add(feature);
  }
  await backend.start();
  return {
    server: server!,
    async stop() {
      server!.closeAllConnections();
      await backend.stop();
    },
  };
}

/** Sends a request as a browser does that resolves the name in the Host header to this machine. */
function send(
  server: ExtendedHttpServer,
  path: string,
  headers: Record<string, string>,
): ClientRequest {
  const port = server.port();
  return request({ host: LISTEN_HOST, port, path, headers }).end();
}

async function get(
  server: ExtendedHttpServer,
  path: string,
  headers: Record<string, string>,
) {
  const [response] = await once(send(server, path, headers), 'response');
  const chunks = await (response as IncomingMessage).toArray();
  return { status: response.statusCode, body: chunks.join('') };
}

function openWebSocket(server: ExtendedHttpServer, host: string) {
  return send(server, '/api/signals', {
    host,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  });
}

describe('rejectForeignHosts', () => {
  describe('if guests can sign in', () => {
    let backend: Awaited<ReturnType<typeof startBackend>>;

    beforeAll(async () => {
      backend = await startBackend(
        { guest: { dangerouslyAllowOutsideDevelopment: true } },
        [authPlugin, guestProviderModule],
      );
    });

    afterAll(async () => {
      await backend.stop();
    });

    it.each(OWN_HOSTS)('gives a token to a guest at %s', async host => {
      const { status, body } = await get(
        backend.server,
        '/api/auth/guest/refresh',
        { host },
      );
      expect(status).toBe(200);
      expect(JSON.parse(body)).toMatchObject({
        backstageIdentity: { token: expect.any(String) },
      });
    });

    it.each(FOREIGN_HOSTS)('gives no token at %s', async host => {
      const variants: Array<Record<string, string>> = [
        { host },
        { host, 'x-forwarded-host': 'localhost:7007' },
      ];
      for (const headers of variants) {
        const { status, body } = await get(
          backend.server,
          '/api/auth/guest/refresh',
          headers,
        );
        expect(status).toBe(403);
        expect(JSON.parse(body).error).toMatchObject({
          name: 'NotAllowedError',
          message: expect.stringContaining('Open http://Portal.example:7007'),
        });
      }
    });

    it('opens WebSockets for its own hosts only', async () => {
      const { server } = backend;
      const [rejected] = await once(
        openWebSocket(server, 'attacker.example'),
        'response',
      );
      expect(rejected.statusCode).toBe(403);
      expect(server.listenerCount('upgrade')).toBe(0);

      // plugin-signals-backend subscribes to upgrades with the first one, which it does not answer.
      const subscribed = new Promise<void>(resolve => {
        server.on('newListener', event => event === 'upgrade' && resolve());
      });
      const first = openWebSocket(server, 'localhost');
      first.on('error', () => {});
      await subscribed;
      first.destroy();

      const [response, socket] = await once(
        openWebSocket(server, 'localhost'),
        'upgrade',
      );
      expect(response.statusCode).toBe(101);
      socket.destroy();
      await expect(
        once(openWebSocket(server, 'attacker.example'), 'upgrade'),
      ).rejects.toThrow('socket hang up');
    });
  });

  it('accepts every host if guests cannot sign in', async () => {
    const { server, stop } = await startBackend({}, []);
    for (const host of [...OWN_HOSTS, ...FOREIGN_HOSTS]) {
      expect((await get(server, '/api/signals/health', { host })).status).toBe(
        200,
      );
    }
    await stop();
  });
});
