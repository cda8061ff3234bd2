import {
  parameterAmount,
  parameterDefaults,
  reservedConnections,
} from '@tap/aws-facts';
import { databaseMemoryBytes, SizeSpec } from './sizes';

/**
 * Connections that applications can open: `max_connections` minus those that
 * RDS reserves for itself and for administrators, see `reservedConnections` of
 * `@tap/aws-facts`.
 *
 * @param family - for example `postgres17`
 * @param parameters - those of the parameter group
 * @public
 */
export function usableConnections(
  spec: Pick<SizeSpec, 'memoryMiB'>,
  family: string,
  parameters: Readonly<Record<string, string>>,
): number {
  const { max_connections: all } = {
    ...parameterDefaults(family),
    ...parameters,
  };
  const amount = parameterAmount(all, {
    DBInstanceClassMemory: databaseMemoryBytes(spec),
  });
  return Math.floor(amount!) - reservedConnections(family, parameters);
}
