import { Operation, Service } from './ServiceOperations';

/** The operation of a request. */
export interface Target {
  service: Service;
  name: string;
  /** Undefined if the sandbox does not support it. */
  operation: Operation | undefined;
}

/** Finds the operation of a request. */
export class ServiceRegistry {
  constructor(private readonly services: readonly Service[]) {}

  /** By signing name. */
  find(name: string): Service | undefined {
    return this.services.find(service => service.name === name);
  }

  /**
   * By the action and version of the query protocols; each service has its own
   * version.
   */
  byAction(version: string, action: string): Target | undefined {
    const service = this.services.find(
      candidate =>
        candidate.protocol !== 'json' && candidate.version === version,
    );
    return service && target(service, action);
  }

  /**
   * By the X-Amz-Target of the JSON protocol (`secretsmanager.GetSecretValue`).
   */
  byTarget(header: string): Target | undefined {
    const dot = header.lastIndexOf('.');
    const prefix = header.slice(0, dot);
    const service = this.services.find(
      ({ targetPrefix }) => targetPrefix === prefix,
    );
    return service && target(service, header.slice(dot + 1));
  }
}

function target(service: Service, name: string): Target {
  return {
    service,
    name,
    operation: Object.hasOwn(service.operations, name)
      ? service.operations[name]
      : undefined,
  };
}
