import { STANDARD_SUPPORT_ENDS } from '@tap/aws-facts';
import {
  Egress,
  EnvironmentOptions,
  POSTGRES_MAJOR_VERSIONS,
  REQUEST_DEFAULTS,
  SizeOption,
  SizePrice,
  TargetOption,
} from '@tap/plugin-tap-common';
import { sizeOf, Target } from '../config';
import { TapEngine } from '../TapEngine';
import { Initiator } from './Initiator';

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

/** For the egress of new environments, and the one that environments of earlier releases have. */
async function sizePrices(
  engine: TapEngine,
  target: Target,
  name: string,
): Promise<SizePrice[]> {
  const strict: Egress = 'nat-gateway';
  const egresses = new Set([
    engine.egress(target.name, name) ?? strict,
    strict,
  ]);
  const counts = Array.from(
    { length: sizeOf(target, name).readReplicas + 1 },
    (_, count) => count,
  );
  const variants = [...egresses].flatMap(egress =>
    counts.map(readReplicas => ({ egress, readReplicas })),
  );
  const prices = await Promise.all(
    variants.map(async variant => {
      const price = await engine.price(target.name, name, variant);
      if (!price) {
        return [];
      }
      const { monthlyUsd, stoppedMonthlyUsd } = price;
      return [{ ...variant, monthlyUsd, stoppedMonthlyUsd }];
    }),
  );
  return prices.flat();
}
