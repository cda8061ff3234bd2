import { parameterFacts } from '@tap/aws-facts';
import { PlannedChange } from '@tap/plugin-tap-common';
import { byEffect } from '../deploy/plannedChanges';
import { StackResource, StackTemplate } from '../stackModule';

const DATABASE = 'AWS::RDS::DBInstance';
const PARAMETER_GROUP = 'AWS::RDS::DBParameterGroup';

/** A change, and what decides whether it reboots databases. */
export interface RebootFacts {
  /** The deployed template. */
  before: StackTemplate;
  /** The new template. */
  after: StackTemplate;
  /** Logical IDs of the databases with parameters that wait for a reboot. */
  pendingReboot: string[];
}

/**
 * Announces the reboots that no property of a database asks for: CloudFormation reboots a database after any change of
 * it if static parameters wait for a reboot, whether from this update, which changes the parameter group first, or from
 * before
 * (https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds/blob/master/aws-rds-dbinstance/src/main/java/software/amazon/rds/dbinstance/UpdateHandler.java).
 *
 * @param changes - as CloudFormation plans them
 * @returns the changes with these reboots and how each interrupts its database, and warnings about parameters that go on waiting
 */
export function announceReboots(
  changes: PlannedChange[],
  facts: RebootFacts,
): { changes: PlannedChange[]; warnings: string[] } {
  const databases = databasesOf(facts.after).map(logicalId => ({
    logicalId,
    parameters: staticChanges(logicalId, facts),
    change: changes.find(each => each.logicalId === logicalId),
  }));
  return {
    changes: changes
      .map(change => {
        const database = databases.find(
          ({ logicalId }) => logicalId === change.logicalId,
        );
        return database
          ? withOutage(
              withReboot(change, database.parameters, facts.pendingReboot),
              facts.before,
            )
          : change;
      })
      .sort(byEffect),
    warnings: databases
      .filter(({ change, parameters }) => !change && parameters.length > 0)
      .map(
        ({ logicalId, parameters }) =>
          `${logicalId}: ${parameters.join(
            ', ',
          )} takes effect with the next reboot, which the next change of the database causes.`,
      ),
  };
}

function withReboot(
  change: PlannedChange,
  parameters: string[],
  pendingReboot: string[],
): PlannedChange {
  const isModified =
    change.action === 'modify' || change.action === 'may-replace';
  if (!isModified || change.effect !== 'none') {
    return change;
  }
  const isPending = pendingReboot.includes(change.logicalId);
  if (!isPending && parameters.length === 0) {
    return change;
  }
  return {
    ...change,
    effect: 'restart',
    detail: isPending
      ? 'Parameters are waiting for a reboot, and any change of the database causes it'
      : `The change of ${parameters.join(', ')} requires a reboot`,
  };
}

/**
 * RDS applies a change of class to the standby first and then fails over. Without a standby, and for a new engine version, the
 * database is away until it has restarted
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html).
 */
function withOutage(
  change: PlannedChange,
  { Resources }: StackTemplate,
): PlannedChange {
  if (change.effect !== 'restart') {
    return change;
  }
  const hasStandby =
    Resources?.[change.logicalId]?.Properties?.MultiAZ === true;
  const isResize =
    change.causes.includes('DBInstanceClass') &&
    !change.causes.includes('EngineVersion');
  return {
    ...change,
    outage: hasStandby && isResize ? 'failover' : 'restart',
  };
}

function databasesOf({ Resources = {} }: StackTemplate): string[] {
  return Object.keys(Resources).filter(
    logicalId => Resources[logicalId].Type === DATABASE,
  );
}

/** Names of the static parameters of a database that the update changes. */
function staticChanges(
  logicalId: string,
  { before, after }: RebootFacts,
): string[] {
  const group = groupOf(logicalId, after);
  const [old, current] = [before, after].map(({ Resources = {} }) =>
    group && Resources[group]?.Type === PARAMETER_GROUP
      ? Resources[group]
      : undefined,
  );
  if (!old || !current) {
    return [];
  }
  const [was, is] = [old, current].map(parametersOf);
  const family = String(current.Properties?.Family);
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter(
      name =>
        String(was[name]) !== String(is[name]) &&
        parameterFacts(family, name)?.applyType !== 'dynamic',
    )
    .sort();
}

/** Logical ID of the parameter group of a database; a replica without one has that of its source. */
function groupOf(
  logicalId: string,
  template: StackTemplate,
): string | undefined {
  const properties = template.Resources?.[logicalId]?.Properties;
  if (properties?.DBParameterGroupName !== undefined) {
    return refOf(properties.DBParameterGroupName);
  }
  const source = refOf(properties?.SourceDBInstanceIdentifier);
  return source === undefined ? undefined : groupOf(source, template);
}

function refOf(value: unknown): string | undefined {
  const ref = (value as { Ref?: unknown } | undefined)?.Ref;
  return typeof ref === 'string' ? ref : undefined;
}

function parametersOf({ Properties }: StackResource): Record<string, unknown> {
  return (Properties?.Parameters ?? {}) as Record<string, unknown>;
}
