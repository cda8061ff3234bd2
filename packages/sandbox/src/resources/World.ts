import { DatabaseServers } from '../postgres/DatabaseServers';

/**
 * The physical objects of an account and region, shared by resource handlers
 * and service operations. Values are JSON and survive a restart; put an object
 * again after changing it.
 *
 * @public
 */
export interface World {
  get<T>(kind: string, id: string): T | undefined;
  put<T>(kind: string, id: string, value: T): void;
  remove(kind: string, id: string): void;
  list<T>(kind: string): T[];
  /** The PostgreSQL servers, shared by all accounts and regions. */
  databases: DatabaseServers;
}
