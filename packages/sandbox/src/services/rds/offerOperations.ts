import {
  findInstanceClass,
  instanceClasses,
} from '../../postgres/instanceClasses';
import {
  EngineVersion,
  engineVersions,
  formatEngineVersion,
} from '../../resources/rds/engineVersions';
import { availabilityZones } from '../ec2/availabilityZones';
import { page } from '../pages';
import { AccountSettings, zonesOffering } from '../../AccountSettings';
import { named, Operation } from '../../protocol/ServiceOperations';

/** The versions and instance classes that RDS offers. */
export const OFFER_OPERATIONS: Record<string, Operation> = {
  DescribeDBEngineVersions: async (params, { settings }) => {
    const { EngineVersion: version, DBParameterGroupFamily } = params;
    const wanted = offered(params.Engine, version, settings).filter(
      ({ major }) =>
        DBParameterGroupFamily === undefined ||
        DBParameterGroupFamily === `postgres${major}`,
    );
    const { items, next } = page(wanted, params.Marker, params.MaxRecords);
    return {
      DBEngineVersions: named('DBEngineVersion', items.map(describeVersion)),
      Marker: next,
    };
  },

  DescribeOrderableDBInstanceOptions: async (params, { region, settings }) => {
    const instanceClass = params.DBInstanceClass as string | undefined;
    const classes = instanceClass
      ? [findInstanceClass(instanceClass)].flatMap(each => each ?? [])
      : instanceClasses();
    const zonesOf = (name: string) =>
      zonesOffering(availabilityZones(region), name, settings).map(Name => ({
        Name,
      }));
    const options = offered(
      params.Engine,
      params.EngineVersion,
      settings,
    ).flatMap(version =>
      classes.map(({ name }) => ({
        Engine: 'postgres',
        EngineVersion: formatEngineVersion(version),
        DBInstanceClass: name,
        LicenseModel: 'postgresql-license',
        AvailabilityZones: named('AvailabilityZone', zonesOf(name)),
        MultiAZCapable: true,
        ReadReplicaCapable: true,
        Vpc: true,
        SupportsStorageEncryption: true,
        StorageType: 'gp3',
        SupportsEnhancedMonitoring: true,
        SupportsIAMDatabaseAuthentication: true,
        SupportsPerformanceInsights: true,
        MinStorageSize: 20,
        MaxStorageSize: 65536,
        SupportsStorageAutoscaling: true,
      })),
    );
    const { items, next } = page(options, params.Marker, params.MaxRecords);
    return {
      OrderableDBInstanceOptions: named('OrderableDBInstanceOption', items),
      Marker: next,
    };
  },
};

function offered(
  engine: unknown,
  version: unknown,
  { withheldVersions }: AccountSettings,
): EngineVersion[] {
  const wanted = version === undefined ? '' : String(version);
  return engine === undefined || engine === 'postgres'
    ? engineVersions().filter(
        each =>
          (wanted === '' || isNamed(each, wanted)) &&
          !withheldVersions.some(withheld => isNamed(each, withheld)),
      )
    : [];
}

function isNamed(version: EngineVersion, name: string): boolean {
  return (
    name === formatEngineVersion(version) || name === String(version.major)
  );
}

function describeVersion(version: EngineVersion) {
  const later = engineVersions().filter(
    each => each.major === version.major && each.minor > version.minor,
  );
  return {
    Engine: 'postgres',
    EngineVersion: formatEngineVersion(version),
    DBParameterGroupFamily: `postgres${version.major}`,
    DBEngineDescription: 'PostgreSQL',
    Status: 'available',
    SupportsReadReplica: true,
    ValidUpgradeTarget: named(
      'UpgradeTarget',
      later.map(each => ({
        Engine: 'postgres',
        EngineVersion: formatEngineVersion(each),
        AutoUpgrade: false,
        IsMajorVersionUpgrade: false,
      })),
    ),
  };
}
