import { EnvironmentOptions, NEVER, Retention } from '@tap/plugin-tap-common';
import { targetOf } from '../hooks/useOptions';
import { RequestValues } from './requestValues';

/** Lifetime of an environment whose data is destroyed on teardown, unless its user chooses another one. */
const DEFAULT_LIFETIME = '7d';

/**
 * The values of a request for a new environment, with the defaults of the form for what its user has not set.
 *
 * @param values - as set
 */
export function defaultedValues(
  values: RequestValues,
  options: EnvironmentOptions,
): RequestValues {
  const target = targetOf(options, values.target);
  const size = values.size ?? target?.defaultSize;
  const retention = values.retention ?? target?.retentions[0];
  const days = target?.sizes.find(({ name }) => name === size)
    ?.backupRetentionDays[retention as Retention];
  return {
    engineVersion: options.defaultEngineVersion,
    owner: options.requester,
    backupRetentionDays: days === undefined ? undefined : String(days),
    expiresIn: retention === 'destroy' ? DEFAULT_LIFETIME : NEVER,
    ...values,
    target: target?.name,
    size,
    retention,
    ...(retention === 'retain' && { expiresIn: undefined }),
  };
}
