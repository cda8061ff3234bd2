// Not named after this file: Node.js resolves './parameterFamilies' to .json before .ts.
import table from './parameterTable.json';

/**
 * The day on which {@link parameterFacts} was compiled, in ISO 8601.
 *
 * @public
 */
export const PARAMETER_FACTS_DATE = '2026-11-28';

/**
 * Where a fact about a parameter comes from.
 *
 * AWS publishes the complete table only as the answer of DescribeEngineDefaultParameters. Facts with the source
 * `postgresql` are those of PostgreSQL's own catalog, which AWS's published answer for `aurora-postgresql14` repeats
 * for 162 of the 218 parameters that both have; the rest are specific to Aurora's storage, or in `aurora` below.
 *
 * @public
 */
export const PARAMETER_SOURCES = {
  /** `pg_settings` of PostgreSQL 15.18, 16.14, 17.10 and 18.4: range, values, unit; static if the context is `postmaster`. */
  postgresql: 'https://www.postgresql.org/docs/current/view-pg-settings.html',
  /** RDS's User Guide: parameters that only RDS has. */
  guide:
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html',
  /** DescribeDBParameters of a group of an earlier family of RDS for PostgreSQL. */
  output: 'https://qiita.com/ddss/items/1790dc723429875e0104',
  /** DescribeDBClusterParameters of `default.aurora-postgresql14`; not confirmed for RDS for PostgreSQL. */
  aurora:
    'https://github.com/wrasdf/ops-kube-crossplane-aws/blob/bb46aa58f97624b84208ac18f03b9eb312083640/Ref/default.aurora-postgresql14.json',
  /** RDS's error message for `postgres18`, quoted in an issue. */
  issue: 'https://github.com/ministryofjustice/cloud-platform/issues/7948',
  /**
   * PostgreSQL has the parameter since version 12 or earlier, but neither a list of all parameters of an RDS family
   * nor that of `aurora-postgresql14` contains it: RDS sets it itself.
   */
  unlisted: 'https://github.com/utrains/rds_migration',
} as const;

/**
 * Key of {@link PARAMETER_SOURCES}.
 *
 * @public
 */
export type ParameterSource = keyof typeof PARAMETER_SOURCES;

/**
 * What RDS says about a parameter of a DB parameter group family, with the member names of RDS's API.
 *
 * {@link https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Parameter.html}
 *
 * @public
 */
export interface ParameterFacts {
  readonly dataType: 'boolean' | 'integer' | 'float' | 'string' | 'list';
  /** Unit of a number as in `pg_settings.unit`, for example `8kB` or `ms`; RDS accepts no other. */
  readonly unit?: string;
  /** Comma-separated values, or a range such as `1-600`; absent if any value is allowed. */
  readonly allowedValues?: string;
  /** `static`: a change waits for a reboot. */
  readonly applyType: 'static' | 'dynamic';
  readonly isModifiable: boolean;
  readonly source: ParameterSource;
}

interface Row extends ParameterFacts {
  /** Major versions of PostgreSQL. */
  readonly families: readonly number[];
}

const ROWS = table as unknown as Readonly<Record<string, readonly Row[]>>;

const FAMILY_PREFIX = 'postgres';

/**
 * The DB parameter group families with facts, oldest first.
 *
 * @public
 */
export const PARAMETER_FAMILIES: readonly string[] = [15, 16, 17, 18].map(
  major => `${FAMILY_PREFIX}${major}`,
);

/**
 * Names of all parameters of a family that have facts.
 *
 * @param family - one of {@link PARAMETER_FAMILIES}
 * @public
 */
export function parameterNames(family: string): string[] {
  return Object.keys(ROWS).filter(name => parameterFacts(family, name));
}

/**
 * Facts about a parameter.
 *
 * @param family - one of {@link PARAMETER_FAMILIES}
 * @returns undefined if the family has no such parameter, or it belongs to an extension without facts
 * @public
 */
export function parameterFacts(
  family: string,
  name: string,
): ParameterFacts | undefined {
  const rows = Object.hasOwn(ROWS, name) ? ROWS[name] : [];
  return rows.find(({ families }) =>
    families.some(major => family === `${FAMILY_PREFIX}${major}`),
  );
}
