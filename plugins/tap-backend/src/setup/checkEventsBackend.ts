import {
  AuthService,
  DiscoveryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { SetupFinding } from '@tap/plugin-tap-common';
import { setupFinding } from './setupFinding';

/** This topic has no subscribers, so the event bus stores nothing. */
const PROBE_TOPIC = 'tap.setup';

/** Options of {@link checkEventsBackend}. */
export interface EventsBackendOptions {
  auth: AuthService;
  config: RootConfigService;
  discovery: DiscoveryService;
}

/**
 * Checks whether the events back end is installed: publishes to its event bus as the events service does, which takes a
 * status of 404 as "not installed"
 * (https://github.com/backstage/backstage/blob/master/plugins/events-node/src/api/DefaultEventsService.ts).
 * There is no finding if app-config turns the event bus off.
 *
 * @throws an error of the request
 */
export async function checkEventsBackend(
  options: EventsBackendOptions,
): Promise<SetupFinding[]> {
  const { auth, config, discovery } = options;
  if (config.getOptionalString('events.useEventBus') === 'never') {
    return [];
  }
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: await auth.getOwnServiceCredentials(),
    targetPluginId: 'events',
  });
  const response = await fetch(
    `${await discovery.getBaseUrl('events')}/bus/v1/events`,
    {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ event: { topic: PROBE_TOPIC, payload: {} } }),
    },
  );
  await response.arrayBuffer();
  return response.status === 404
    ? [
        setupFinding(
          'no-events-backend',
          'The events back end (@backstage/plugin-events-backend) is not installed.',
        ),
      ]
    : [];
}
