import { STANDARD_SUPPORT_ENDS } from '@tap/aws-facts';
import {
  EnvironmentOptions,
  POSTGRES_MAJOR_VERSIONS,
  REQUEST_DEFAULTS,
  SizeOption,
  TargetOption,
} from '@tap/plugin-tap-common';
import { sizeOf, Target } from '../config';
import { TapEngine } from '../TapEngine';
import { Initiator } from './Initiator';
import { sizePrices } from './sizePrices';

/**
 * Reads the options of the request form.
 */
export async function readOptions(
  engine: TapEngine,
  initiator: Initiator,
): Promise<EnvironmentOptions> {
  return {
    portal: engine.portal,
    targets: await Promise.all(
      engine.targets.map(target => targetOption(engine, target)),
    ),
    engineVersions: POSTGRES_MAJOR_VERSIONS.map(version => ({
      version,
      standardSupportEnd: STANDARD_SUPPORT_ENDS[version],
    })),
    defaultEngineVersion: REQUEST_DEFAULTS.engineVersion,
    requester: initiator.ownershipRefs.find(ref => ref === initiator.ref),
    ownershipRefs: initiator.ownershipRefs,
  };
}

async function targetOption(
  engine: TapEngine,
  target: Target,
): Promise<TargetOption> {
  return {
    name: target.name,
    isDefault: target.isDefault,
    accountId: target.accountId,
    region: target.region,
    retentions: target.retentions,
    reachableFrom: target.reachableFrom ?? [],
    cidrPool: target.cidrPool,
    runningHours: target.runningHours,
    defaultSize: target.defaultSize,
    sizes: await Promise.all(
      target.sizes.map(size => sizeOption(engine, target, size)),
    ),
  };
}

async function sizeOption(
  engine: TapEngine,
  target: Target,
  name: string,
): Promise<SizeOption> {
  const spec = sizeOf(target, name);
  return {
    name,
    instanceClass: spec.instanceClass,
    vcpus: spec.vcpus,
    memoryGiB: spec.memoryMiB / 1024,
    storageGiB: spec.storageGiB,
    multiAz: spec.multiAz,
    readReplicas: spec.readReplicas,
    iamAuthentication: spec.iamAuthentication ?? false,
    unavailable: await engine.unavailable(target.name, name),
    egress: engine.egress(target.name, name),
    price: await engine.price(target.name, name),
    prices: await sizePrices(engine, target, name),
    backupRetentionDays: engine.backupRetentionDays(target.name, name),
  };
}
