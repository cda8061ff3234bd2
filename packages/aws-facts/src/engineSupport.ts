/**
 * When standard support of RDS for PostgreSQL ends, by major version, as an ISO 8601 date. Afterwards RDS charges for Extended
 * Support. AWS's release calendar, as of February 2025 (read through
 * {@link https://github.com/endoflife-date/endoflife.date/blob/master/products/amazon-rds-postgresql.md}); versions that were not
 * in it are absent.
 *
 * {@link https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html}
 *
 * @public
 */
export const STANDARD_SUPPORT_ENDS: Readonly<Record<string, string>> = {
  '15': '2028-02-29',
  '16': '2029-02-28',
  '17': '2030-02-28',
};
