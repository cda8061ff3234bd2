import { BackendFeature } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';

/**
 * Who sends a request: a user, by entity ref, another service, or an unauthenticated caller.
 *
 * @public
 */
export type Caller = `user:${string}` | 'service' | 'unauthenticated';

/** The user of `mockCredentials`. */
export const MOCK_USER: Caller = 'user:default/mock';

/** Answer to a request. @public */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The text as JSON; an empty object where it is none. */
  body: any;
}

/** How a task ended. @public */
export interface TaskOutcome {
  status: string;
  /** Output of the template. */
  output?: { links?: JsonObject[]; text?: JsonObject[] };
  error?: { name: string; message: string };
  /** All lines of the log. */
  log: string[];
}

/** What a portal consists of. @public */
export interface TestPortalOptions {
  /** Plugins, modules and services. */
  features: BackendFeature[];
  /** More of app-config. */
  config?: JsonObject;
  /** Where the databases are kept, so that another portal can go on with them; in memory by default. */
  databaseDirectory?: string;
  /** Files of catalog entities, each by the ref of an entity in it. */
  entities?: Record<string, string>;
}
