import { DatabaseServers } from '../postgres/DatabaseServers';

/**
 * The physical objects that exist ("what AWS would have"), shared by resource
 * handlers and service operations. A world is one account and region. Values
 * are JSON and survive a restart; put an object again after changing it.
 */
export interface World {
  get<T>(kind: string, id: string): T | undefined;
  put<T>(kind: string, id: string, value: T): void;
  remove(kind: string, id: string): void;
  list<T>(kind: string): T[];
  /** The real PostgreSQL servers, shared by all accounts and regions. */
  databases: DatabaseServers;
}
