import { MASTER_USERNAME } from '../props/names';

/** Input of {@link accessScript}. Values can be CDK tokens. */
export interface AccessScriptProps {
  region: string;
  host: string;
  port: string;
  database: string;
  /** ARN of the secret of the master user. */
  masterSecretArn: string;
  /** ARNs of the secrets of the roles. */
  secretArns: string[];
  /** SQL for the master user; `$` is not expanded. */
  statements: string;
  /** What it does for each secret at the end, see `rotateCredentials`. */
  rotation: string;
}

/**
 * A Bash script for the bastion: runs the SQL and sets the passwords of the
 * roles to those of their secrets. It can run again at any time.
 *
 * Passwords are in no argument, output or statement: psql takes them from
 * variables and standard input, and `\password` sends only the SCRAM verifier.
 * The connection is encrypted, because the parameter group requires it.
 * https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMAND-PASSWORD
 */
export function accessScript(props: AccessScriptProps): string {
  const { database, host, masterSecretArn, port, region } = props;
  const get = `get(){ aws secretsmanager get-secret-value --region ${region} --secret-id $1 --output text|sed -n 's/.*"'$2'": *"\\([^"]*\\).*/\\1/p';}`;
  const connect = [
    // New permissions of the bastion take effect after some seconds.
    `until PGPASSWORD=$(get ${masterSecretArn} password);do sleep 9;done`,
    `export PGPASSWORD PGUSER=${MASTER_USERNAME} PGHOST=${host} PGPORT=${port} PGDATABASE=${database}`,
  ];
  const forEach = [
    'u=$(get $s username)',
    'p=$(get $s password)',
    `printf '%s\\n' $p $p|psql -c "\\password $u"`,
    props.rotation,
  ];
  return [
    ['set -euo pipefail', 'cloud-init status --wait||:', get].join(';'),
    [...connect, `psql -v ON_ERROR_STOP=1 <<'SQL'`].join(';'),
    props.statements,
    'SQL',
    `for s in ${props.secretArns.join(' ')};do ${forEach.join(';')};done`,
  ].join('\n');
}
