import { TapStackPropsError } from '../props/TapStackPropsError';

/** Name of the template parameter with the last rotation. */
export const ROTATION_PARAMETER = 'Rotation';

/** End of the name of the user that takes turns with a role. */
const ALTERNATE = '_b';

/** An ISO 8601 time in UTC. Such times compare like texts, in a shell too. */
const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A rotation of the passwords of the roles. @public */
export interface CredentialsRotation {
  /**
   * When it was requested, for example `2026-11-28T09:30:00.000Z`. Later than
   * that of the last rotation, or nothing is rotated.
   */
  requestedAt: string;
  /** Until when the previous passwords are accepted, in the same form. */
  previousValidUntil: string;
}

/**
 * The values of template parameters that rotate the passwords of the roles, for a
 * template that has these parameters. Each role has two users that take turns, the
 * role itself and one that acts as it, so that the previous password is accepted
 * for a while:
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotation-strategy.html
 *
 * The value is a part of the script of `accessScript`, for the secret `$s` with the
 * user `$u`, and can run again at any time: it rotates only a secret whose last
 * rotation is an earlier one, and leaves one alone whose last rotation is a later one: a
 * failed rotation is rolled back to the script of the one before. The database accepts the new user before the secret
 * names it, and the previous one expires afterwards, so no moment is without a
 * valid password in the secret, wherever the script ends. PostgreSQL checks the
 * expiry of a password when a connection is opened; open ones stay.
 * https://www.postgresql.org/docs/current/sql-createrole.html
 *
 * @throws TapStackPropsError for an invalid time
 * @public
 */
export function rotateCredentials({
  previousValidUntil,
  requestedAt,
}: CredentialsRotation): Record<string, string> {
  assertTime('requestedAt', requestedAt);
  assertTime('previousValidUntil', previousValidUntil);
  const value = `{"username":"%s","password":"%s","rotated":"${requestedAt}"}`;
  const script = `
b=\${u%${ALTERNATE}}
if [ $u = $b ]; then o=\${b}${ALTERNATE}; else o=$b; fi
r=$(get $s rotated)
if [[ $r < ${requestedAt} ]]; then
  psql -c "DO \\$\\$BEGIN IF to_regrole('$o') IS NULL THEN CREATE ROLE $o LOGIN IN ROLE $b; ALTER ROLE $o SET role = $b; END IF; END\\$\\$"
  p=$(head -c24 /dev/urandom | base64 | tr +/ xy)
  printf '%s\\n' $p $p | psql -c "\\password $o"
  psql -c "ALTER ROLE $o VALID UNTIL 'infinity'"
  until printf '${value}' $o $p | aws secretsmanager put-secret-value --region $(cut -d: -f4 <<< $s) --secret-id $s --secret-string file:///dev/stdin; do sleep 9; done
  o=$u
fi
[[ $r > ${requestedAt} ]] || psql -c "DO \\$\\$BEGIN IF to_regrole('$o') IS NOT NULL THEN ALTER ROLE $o VALID UNTIL '${previousValidUntil}'; END IF; END\\$\\$"
`;
  return { [ROTATION_PARAMETER]: script.trim() };
}

function assertTime(field: string, time: string): void {
  if (!UTC_TIME.test(time)) {
    throw new TapStackPropsError({
      field,
      rule: `'${time}' must be an ISO 8601 time in UTC with milliseconds`,
      example: `'2026-11-28T09:30:00.000Z'`,
    });
  }
}
