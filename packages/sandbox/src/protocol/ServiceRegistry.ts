import { Operation, Service } from './ServiceOperations';

/** An operation that a request asks for. */
export interface Target {
  service: Service;
  name: string;
  /** Undefined where the sandbox does not serve it. */
  operation: Operation | undefined;
}

/** Finds the operation that a request asks for. */
export class ServiceRegistry {
  constructor(private readonly services: readonly Service[]) {}

  /** By signing name. */
  find(name: string): Service | undefined {
    return this.services.find(service => service.name === name);
  }

  /** By what the query protocols send; each service has a version of its own. */
  byAction(version: string, action: string): Target | undefined {
    const service = this.services.find(
      candidate =>
        candidate.protocol !== 'json' && candidate.version === version,
    );
    return service && target(service, action);
  }

  /** By the JSON protocol's X-Amz-Target (`secretsmanager.GetSecretValue`). */
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
