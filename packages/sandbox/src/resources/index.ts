import { ResourceHandler } from './ResourceHandler';

/** The resource types that the sandbox knows. */
export function resourceHandlers(): ResourceHandler[] {
  return [];
}
