import {
  certificatesCommand,
  connectionString,
  secretVariables,
  tunnelCommand,
  tunnelOf,
} from './connectCommands';
import { Access, Connection } from './connection';
import { shellQuote } from './shellQuote';

const SCRIPT_SUFFIXES: Record<Access, string> = {
  readWrite: '',
  readOnly: '-read-only',
  owner: '-owner',
  master: '-master',
};

/** Name of the file of the connect script. */
export function connectScriptName(suffix: string, access: Access): string {
  return `${suffix}${SCRIPT_SUFFIXES[access]}.sh`;
}

/**
 * A POSIX shell script that opens psql, so that the command to run is one short line. It contains no secret: it reads user
 * and password from the secret of the database each time. Every value is quoted for the shell.
 *
 * @param connection - validated connection data
 * @param suffix - of the environment
 */
export function connectScript(connection: Connection, suffix: string): string {
  const { access, awsEndpoint, region } = connection;
  const tunnel = tunnelOf(connection);
  const name = connectScriptName(suffix, access);
  return [
    '#!/bin/sh',
    `# PostgreSQL environment ${suffix}. Requires the AWS CLI and psql.`,
    ...(tunnel
      ? [
          `#   sh ${name} tunnel   opens the tunnel to the database, until you interrupt it`,
          '#                         (requires the Session Manager plugin of the AWS CLI)',
        ]
      : []),
    `#   sh ${name}          opens psql; arguments are passed to psql`,
    `#   eval "$(sh ${name} env)"   sets PGUSER and PGPASSWORD`,
    'set -eu',
    ...(tunnel
      ? [
          'if [ "${1:-}" = tunnel ]; then',
          `exec ${tunnelCommand(region, tunnel)}`,
          'fi',
        ]
      : []),
    ...secretVariables(connection),
    'if [ "${1:-}" = env ]; then',
    `  printf "export PGUSER='%s' PGPASSWORD='%s'\\n" "$(secret username)" "$(secret password)"`,
    '  exit',
    'fi',
    ...(awsEndpoint
      ? []
      : [`[ -f global-bundle.pem ] || ${certificatesCommand(region)}`]),
    'PGUSER=$(secret username) PGPASSWORD=$(secret password) \\',
    `  psql ${shellQuote(connectionString(connection))} "$@"`,
    '',
  ].join('\n');
}
