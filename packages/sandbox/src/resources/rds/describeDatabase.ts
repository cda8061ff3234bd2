import { arn, generatedName, stableHex, text, isTrue } from '../names';
import { Properties, ResourceContext } from '../ResourceHandler';
import { newRecord } from '../StoredResource';
import { checkParameterGroup } from './effectiveParameters';
import { formatEngineVersion, parseEngineVersion } from './engineVersions';
import { findSource } from './findSource';
import { choosePlacement } from './placement';
import { DATABASE, StoredDatabase } from './StoredDatabase';

/** The major version that RDS uses for an instance without a version. */
const DEFAULT_MAJOR_VERSION = '17';

/** The identifier of a DB instance; RDS converts it to lower case. */
export function databaseIdentifier(
  ctx: ResourceContext,
  { DBInstanceIdentifier }: Properties,
): string {
  return (text(DBInstanceIdentifier) ?? generatedName(ctx, 63)).toLowerCase();
}

/**
 * Plans a DB instance from its properties and the objects that it references.
 *
 * @throws ResourceFailure if a referenced object is missing or invalid
 */
export function describeDatabase(
  ctx: ResourceContext,
  properties: Properties,
): StoredDatabase {
  const source = findSource(ctx, properties);
  const identifier = databaseIdentifier(ctx, properties);
  const version = parseEngineVersion(
    source?.engineVersion ??
      text(properties.EngineVersion) ??
      DEFAULT_MAJOR_VERSION,
  )!;
  const ownGroup = text(properties.DBParameterGroupName);
  const parameterGroup =
    // A replica gets another group only when it is modified after its creation.
    source?.parameterGroup ?? ownGroup ?? `default.postgres${version.major}`;
  checkParameterGroup(ctx.world, ownGroup ?? parameterGroup, version.major);
  const subnetGroup =
    text(properties.DBSubnetGroupName)?.toLowerCase() ??
    source?.subnetGroup ??
    'default';
  const dbiResourceId = `db-${stableHex(ctx, 'dbi', 26).toUpperCase()}`;
  return {
    ...newRecord(ctx, DATABASE, identifier, properties, {
      DBInstanceArn: arn(ctx, 'rds', `db:${identifier}`),
      DbiResourceId: dbiResourceId,
      'Endpoint.HostedZoneId': 'Z2R2ITUGPM61AM',
      'CertificateDetails.CAIdentifier':
        text(properties.CACertificateIdentifier) ?? 'rds-ca-rsa2048-g1',
    }),
    serverId: `${ctx.region}.${ctx.accountId}.${identifier}`,
    status: 'creating',
    dbiResourceId,
    engineVersion: formatEngineVersion(version),
    instanceClass: String(properties.DBInstanceClass),
    allocatedStorage: Number(
      properties.AllocatedStorage ?? source?.allocatedStorage,
    ),
    multiAz: isTrue(properties.MultiAZ),
    ...choosePlacement(ctx, subnetGroup, properties),
    parameterGroup,
    pendingReboot: false,
    subnetGroup,
    masterUsername: source?.masterUsername ?? String(properties.MasterUsername),
    databaseName: source?.databaseName ?? text(properties.DBName),
    deletionProtection: isTrue(properties.DeletionProtection),
    sourceIdentifier: source?.physicalId,
  };
}
