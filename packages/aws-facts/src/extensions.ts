/**
 * Most extensions that a stack creates, which leaves room in its template. Users can create more themselves.
 *
 * @public
 */
export const MOST_EXTENSIONS = 8;

/**
 * Extensions of RDS for PostgreSQL 15 to 18 that CREATE EXTENSION creates without further preparation: none needs a
 * library in `shared_preload_libraries` that RDS does not load by default, except for pgaudit.
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-extensions.html
 */
const EXTENSIONS: ReadonlySet<string> = new Set([
  'amcheck',
  'bloom',
  'btree_gin',
  'btree_gist',
  'citext',
  'cube',
  'dict_int',
  'dict_xsyn',
  'earthdistance',
  'fuzzystrmatch',
  'hll',
  'hstore',
  'hypopg',
  'intarray',
  'ip4r',
  'isn',
  'lo',
  'ltree',
  'moddatetime',
  'pg_buffercache',
  'pg_hint_plan',
  'pg_partman',
  'pg_prewarm',
  'pg_repack',
  'pg_stat_statements',
  'pg_trgm',
  'pg_visibility',
  'pgaudit',
  'pgcrypto',
  'pgrouting',
  'pgrowlocks',
  'pgstattuple',
  'postgis',
  'postgis_raster',
  'postgis_topology',
  'postgres_fdw',
  'prefix',
  'sslinfo',
  'tablefunc',
  'tcn',
  'tsm_system_rows',
  'tsm_system_time',
  'unaccent',
  'uuid-ossp',
  'vector',
]);

/**
 * Why a list of extensions is invalid, and a valid name.
 *
 * @public
 */
export interface ExtensionsProblem {
  /** Completes the sentence that begins with the name of the setting. */
  rule: string;
  example: string;
}

/**
 * Checks the names of the extensions that a database gets.
 *
 * @returns undefined if they are valid
 * @public
 */
export function extensionsProblem(
  names: readonly string[],
): ExtensionsProblem | undefined {
  const example = 'pg_trgm';
  if (names.length > MOST_EXTENSIONS) {
    return {
      rule: `has ${names.length} names, but at most ${MOST_EXTENSIONS} are allowed`,
      example,
    };
  }
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    return { rule: `has '${twice}' twice`, example };
  }
  const unknown = names.find(name => !EXTENSIONS.has(name));
  return unknown === undefined
    ? undefined
    : {
        rule: `'${unknown}' must be an extension that RDS allows and that needs no preparation: ${[
          ...EXTENSIONS,
        ].join(', ')}`,
        example,
      };
}
