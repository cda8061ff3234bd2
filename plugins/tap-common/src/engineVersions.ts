/** Supported PostgreSQL major versions. @public */
export const POSTGRES_MAJOR_VERSIONS = ['15', '16', '17', '18'] as const;

/** Rule for the version in a request: one of the major versions, or an exact minor version of it. @public */
export const ENGINE_VERSION_PATTERN = `^(?:${POSTGRES_MAJOR_VERSIONS.join(
  '|',
)})(?:\\.[0-9]{1,2})?$`;
