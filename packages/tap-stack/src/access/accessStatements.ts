import { DATABASE_NAME } from '../props/names';
import { ACCESS_ROLES } from './AccessSecrets';

/** A role that exists only while the roles for IAM authentication are created. */
const CREATOR = 'tap';

/** Input of {@link accessStatements}. */
export interface AccessStatementsProps {
  /** Whether the databases accept IAM tokens. */
  iamAuthentication: boolean;
  /** Names of the extensions to create. */
  extensions: string[];
}

/**
 * The SQL that creates the roles, their privileges and the extensions, for the
 * master user. It changes nothing if it runs again. It sets no passwords.
 *
 * - The owner role owns the schema `public`, in which PostgreSQL 15 and later let
 *   no other role create objects, and can create schemas. What it
 *   creates is readable and writable by the other two, by default privileges.
 * - A role `…_iam` per role has no password, but `rds_iam`. It acts as the role
 *   without suffix, so that it owns nothing.
 *   https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html
 * - The master user must not be a member of these: RDS accepts no password from
 *   members of `rds_iam`, also indirect ones. In PostgreSQL 16 and later, the
 *   creator of a role is a member of it, so another role creates them, and
 *   is dropped.
 *   https://www.postgresql.org/docs/16/role-attributes.html,
 *   https://github.com/movetokube/postgres-operator/issues/315
 *
 * It is one line: in the YAML of the CDK CLI, each line break costs the
 * indentation.
 */
export function accessStatements(props: AccessStatementsProps): string {
  const [owner, rw, ro] = [
    ACCESS_ROLES.owner.name,
    ACCESS_ROLES.readWrite.name,
    ACCESS_ROLES.readOnly.name,
  ];
  const defaults = [
    `USAGE ON SCHEMAS TO ${ro}`,
    `SELECT ON TABLES TO ${ro}`,
    `INSERT,UPDATE,DELETE ON TABLES TO ${rw}`,
    `USAGE ON SEQUENCES TO ${rw}`,
  ];
  return [
    `DO $$DECLARE r text;BEGIN FOREACH r IN ARRAY'{${owner},${rw},${ro}}'::text[]LOOP IF to_regrole(r)IS NULL THEN EXECUTE'CREATE ROLE '||r||' LOGIN';END IF;${
      props.iamAuthentication ? iamRole() : ''
    }END LOOP`,
    `GRANT ${owner} TO CURRENT_USER`,
    `GRANT ${ro} TO ${rw}`,
    `GRANT CREATE ON DATABASE ${DATABASE_NAME} TO ${owner}`,
    `ALTER SCHEMA public OWNER TO ${owner}`,
    `FOREACH r IN ARRAY ARRAY[${defaults
      .map(grant => `'${grant}'`)
      .join()}]LOOP EXECUTE'ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT '||r;END LOOP`,
    `FOREACH r IN ARRAY'{${props.extensions.join()}}'::text[]LOOP EXECUTE format('CREATE EXTENSION IF NOT EXISTS %I CASCADE',r);END LOOP`,
    'END$$',
  ].join(';');
}

/** The role for IAM authentication of the role `r`. */
function iamRole(): string {
  return `IF to_regrole(r||'_iam')IS NULL THEN CREATE ROLE ${CREATOR} CREATEROLE;GRANT ${CREATOR} TO CURRENT_USER;SET ROLE ${CREATOR};EXECUTE format('CREATE ROLE %1$s_iam LOGIN;ALTER ROLE %1$s_iam SET role=%1$s;RESET ROLE;DROP ROLE ${CREATOR};GRANT %1$s,rds_iam TO %1$s_iam',r);END IF;`;
}
