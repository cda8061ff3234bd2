/** A parameter of a family, with the member names of RDS's API. */
export interface EngineParameter {
  dataType: 'boolean' | 'integer' | 'float' | 'string' | 'list';
  /** `static`: a change requires a restart. */
  applyType: 'static' | 'dynamic';
  isModifiable: boolean;
  /**
   * In RDS's format: comma-separated values, or a range such as `1-600`. Absent
   * if RDS has none.
   */
  allowedValues?: string;
}

/** Parameters by name. */
type EngineParameters = Record<string, EngineParameter>;

const SWITCH: EngineParameter = {
  dataType: 'boolean',
  applyType: 'dynamic',
  isModifiable: true,
  allowedValues: '0,1',
};

/** The parameters that all families share. */
const ALL_FAMILIES: EngineParameters = {
  archive_command: {
    dataType: 'string',
    applyType: 'dynamic',
    isModifiable: false,
  },
  authentication_timeout: {
    dataType: 'integer',
    applyType: 'dynamic',
    isModifiable: true,
    allowedValues: '1-600',
  },
  log_disconnections: SWITCH,
  log_lock_waits: SWITCH,
  log_statement: {
    dataType: 'string',
    applyType: 'dynamic',
    isModifiable: true,
    allowedValues: 'none,ddl,mod,all',
  },
  'rds.force_ssl': SWITCH,
};

const UNTIL_17: EngineParameters = { ...ALL_FAMILIES, log_connections: SWITCH };

/**
 * It is not confirmed that RDS accepts several of the values at once;
 * PostgreSQL does.
 */
const SINCE_18: EngineParameters = {
  ...ALL_FAMILIES,
  log_connections: {
    dataType: 'list',
    applyType: 'dynamic',
    isModifiable: true,
    allowedValues:
      'receipt, authentication, authorization, setup_durations, all',
  },
};

/**
 * What DescribeEngineDefaultParameters returns, by family and parameter. The
 * table contains only what public sources confirm.
 *
 * - `log_connections` of `postgres18`:
 *   https://github.com/ministryofjustice/cloud-platform/issues/7948
 * - as DescribeDBParameters returned them for an earlier version:
 *   https://qiita.com/ddss/items/1790dc723429875e0104
 * - apply types:
 *   https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
 * - `0,1` of `rds.force_ssl`:
 *   https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
 */
const FAMILIES: Record<string, EngineParameters> = {
  postgres15: UNTIL_17,
  postgres16: UNTIL_17,
  postgres17: UNTIL_17,
  postgres18: SINCE_18,
};

/** Whether RDS supports a parameter group family. */
export function isParameterGroupFamily(family: string): boolean {
  return Object.hasOwn(FAMILIES, family);
}

/** @returns undefined for a parameter that is not in the table */
export function findEngineParameter(
  family: string,
  name: string,
): EngineParameter | undefined {
  const parameters = FAMILIES[family];
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}
