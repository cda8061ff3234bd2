import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RootHttpRouterConfigureContext } from '@backstage/backend-defaults/rootHttpRouter';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { isLoopbackHost } from '@tap/plugin-tap-node';

/**
 * Configures the root HTTP router: Backstage's defaults and, if guests can sign in, a check of the Host header.
 *
 * A guest needs no password: any request for `/api/auth/guest/refresh` returns a token. A web page can point its own
 * domain name at this machine (DNS rebinding), so that the browser treats the portal as the page's own origin and lets
 * the page read the token. The Host header of such a request is the page's domain name. Without guest sign-in, the
 * browser has no session cookie for that name, and the header is not checked.
 *
 * @param context - from `rootHttpRouterServiceFactory`
 */
export function rejectForeignHosts(
  context: Pick<
    RootHttpRouterConfigureContext,
    'app' | 'server' | 'config' | 'applyDefaults'
  >,
): void {
  const { app, server, config, applyDefaults } = context;
  if (config.has('auth.providers.guest')) {
    const hosts = readPortalHosts(config);
    app.use((request, _response, next) =>
      next(isPortalHost(request, hosts) ? undefined : foreignHost(config)),
    );
    rejectForeignUpgrades(server, hosts);
  }
  applyDefaults();
}

/** Returns the host names of the portal in app-config, in lower case and with IPv6 addresses in brackets. */
function readPortalHosts(config: RootConfigService): Set<string> {
  const hosts = ['app.baseUrl', 'backend.baseUrl'].map(
    key => new URL(config.getString(key)).hostname,
  );
  // Where plugins call each other (https://backstage.io/docs/backend-system/core-services/discovery).
  const listenHost = config.getOptionalString('backend.listen.host');
  if (listenHost) {
    hosts.push(
      listenHost.includes(':') ? `[${listenHost}]` : listenHost.toLowerCase(),
    );
  }
  return new Set(hosts);
}

// Not Express's `request.hostname`: with `trustProxy` that is X-Forwarded-Host, which a page can set.
function isPortalHost(
  { headers: { host = '' } }: IncomingMessage,
  hosts: Set<string>,
): boolean {
  const hostname = host.toLowerCase().replace(/:\d+$/, '');
  return isLoopbackHost(hostname) || hosts.has(hostname);
}

function foreignHost(config: RootConfigService): NotAllowedError {
  return new NotAllowedError(
    `The Host header must name a host of app.baseUrl or backend.baseUrl, or this machine, while guests can sign in. Open ${config.getString(
      'app.baseUrl',
    )}`,
  );
}

/**
 * Closes WebSocket upgrades for foreign hosts, which Express does not see.
 *
 * Node.js passes upgrades to Express until the server has a listener for them, and plugin-signals-backend adds its
 * listener when it sees the first one there. So this adds a listener only together with another one, and before it
 * (https://nodejs.org/api/events.html#event-newlistener).
 */
function rejectForeignUpgrades(
  server: Pick<Server, 'on' | 'off'>,
  hosts: Set<string>,
): void {
  const reject = (request: IncomingMessage, socket: Duplex) => {
    if (!isPortalHost(request, hosts)) {
      socket.destroy();
    }
  };
  const addBefore = (event: string) => {
    if (event === 'upgrade') {
      server.off('newListener', addBefore);
      server.on('upgrade', reject);
    }
  };
  server.on('newListener', addBefore);
}
