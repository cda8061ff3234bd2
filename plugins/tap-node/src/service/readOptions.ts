import {
  DEFAULT_POSTGRES_VERSION,
  EnvironmentOptions,
  POSTGRES_MAJOR_VERSIONS,
  TargetOption,
} from '@tap/plugin-tap-common';
import { Target } from '../config';
import { priceOfSize } from '../plan';
import { Initiator } from './Initiator';

/**
 * What the request form needs to know.
 *
 * @internal
 */
export function readOptions(
  targets: readonly Target[],
  initiator: Initiator,
): EnvironmentOptions {
  return {
    targets: targets.map(targetOption),
    engineVersions: [...POSTGRES_MAJOR_VERSIONS],
    defaultEngineVersion: DEFAULT_POSTGRES_VERSION,
    requester: initiator.isUser ? initiator.ref : undefined,
    ownershipRefs: initiator.ownershipRefs,
  };
}

function targetOption(target: Target): TargetOption {
  return {
    name: target.name,
    isDefault: target.isDefault,
    accountId: target.accountId,
    region: target.region,
    retentions: target.retentions,
    sizes: target.sizes.map(name => {
      const spec = target.sizeSpecs[name];
      return {
        name,
        instanceClass: spec.instanceClass,
        vcpus: spec.vcpus,
        memoryGiB: spec.memoryMiB / 1024,
        storageGiB: spec.storageGiB,
        multiAz: spec.multiAz,
        readReplicas: spec.readReplicas,
        price: priceOfSize(spec, target.region),
      };
    }),
  };
}
