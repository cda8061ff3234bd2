import { Environment, replicaEndpoints } from '@tap/plugin-tap-common';

/** What a client wants to do. Only `readOnly` uses read replicas. */
export type Access = 'readWrite' | 'readOnly' | 'owner' | 'master';

/** Ends of the names of roles, by the contract of stack modules (docs/STACK-MODULE.md). */
const ROLE_SUFFIXES: Partial<Record<Access, string>> = {
  readWrite: 'rw',
  readOnly: 'ro',
  owner: 'owner',
};

/** Names of the outputs with the secrets. */
const SECRET_OUTPUTS: Record<Access, string> = {
  readWrite: 'ReadWriteSecretArn',
  readOnly: 'ReadOnlySecretArn',
  owner: 'OwnerSecretArn',
  master: 'DatabaseSecretArn',
};

/** Address of a database. */
export interface DatabaseHost {
  endpoint: string;
  port: string;
}

/** Connection data of an environment for one {@link Access}. */
export interface Connection {
  access: Access;
  /** The databases in the order in which clients try them. The last one is the primary, the others are read replicas. */
  hosts: DatabaseHost[];
  database: string;
  /** Role that the secret authenticates; undefined for the master user, whose name only the secret has. */
  role?: string;
  /** Role that authenticates with IAM, if the database has one for this access. */
  iamUser?: string;
  secretArn: string;
  region: string;
  /** Undefined on the sandbox, whose databases listen on this machine, and where the stack has no bastion. */
  bastionInstanceId?: string;
  /** Endpoint of every AWS service; only on the sandbox. */
  awsEndpoint?: string;
}

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';

const HOST_NAME = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`);
const PORT = /^[1-9][0-9]{0,4}$/;

/** Format of each value that is not an address, because they are used in commands. */
const RULES: Record<
  Exclude<keyof Connection, 'access' | 'hosts' | 'iamUser' | 'role'>,
  { pattern: RegExp; what: string }
> = {
  // DBName of PostgreSQL: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
  database: {
    pattern: /^[A-Za-z_][A-Za-z0-9_]{0,62}$/,
    what: 'output DatabaseName is not the name of a database',
  },
  // Names of secrets: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  secretArn: {
    pattern:
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]{1,519}$/,
    what: 'output with the secret is not the ARN of a secret',
  },
  region: {
    pattern: /^[a-z]{2,4}(?:-[a-z]+)+-[0-9]$/,
    what: 'region is not an AWS region',
  },
  bastionInstanceId: {
    pattern: /^i-[0-9a-f]{8,17}$/,
    what: 'output BastionInstanceId is not the ID of an EC2 instance',
  },
  awsEndpoint: {
    pattern: /^https?:\/\/[A-Za-z0-9.:-]+\/?$/,
    what: 'endpoint of the target is not a URL',
  },
};

/**
 * Reads the connection data of an environment. Every value is validated, because it is used in commands and the author
 * of a stack can set its outputs to any text.
 *
 * @param environment - as returned by tap-backend; do not use catalog annotations
 * @param access - read-only connections prefer the read replicas
 * @returns undefined until the stack is complete
 * @throws Error with the first invalid value
 */
export function connectionOf(
  environment: Environment,
  access: Access,
): Connection | undefined {
  const { awsEndpoint, outputs, region } = environment;
  if (!outputs) {
    return undefined;
  }
  const secretOutput =
    SECRET_OUTPUTS[hasRoles(environment) ? access : 'master'];
  const values = {
    database: outputs.DatabaseName,
    // An invalid value is rejected below.
    secretArn: outputs[secretOutput] ?? '',
    region,
    ...(awsEndpoint && { awsEndpoint }),
    ...(!awsEndpoint &&
      outputs.BastionInstanceId !== undefined && {
        bastionInstanceId: outputs.BastionInstanceId,
      }),
  };
  const hosts = hostsOf(outputs, access);
  for (const [field, value] of Object.entries(values)) {
    const { pattern, what } = RULES[field as keyof typeof values];
    assertValid(value, {
      pattern,
      what: what.replace('with the secret', secretOutput),
    });
  }
  assertOwnSecret(values, environment.accountId, secretOutput);
  const role = `${values.database}_${ROLE_SUFFIXES[access]}`;
  return {
    access,
    hosts,
    ...values,
    ...(secretOutput !== SECRET_OUTPUTS.master && {
      role,
      iamUser: `${role}_iam`,
    }),
  };
}

/** Whether the database has roles. Environments of earlier releases get them with their next change. */
export function hasRoles({ outputs }: Environment): boolean {
  return outputs?.ReadWriteSecretArn !== undefined;
}

function hostsOf(
  outputs: NonNullable<Environment['outputs']>,
  access: Access,
): DatabaseHost[] {
  const replicas = access === 'readOnly' ? replicaEndpoints(outputs) : [];
  return [
    ...replicas.map(({ endpoint, index, port }) =>
      validHost({ endpoint, port }, `ReadReplica${index}`),
    ),
    validHost(
      { endpoint: outputs.DatabaseEndpoint, port: outputs.DatabasePort },
      'Database',
    ),
  ];
}

function validHost(host: DatabaseHost, output: string): DatabaseHost {
  assertValid(host.endpoint, {
    pattern: HOST_NAME,
    what: `output ${output}Endpoint is not a host name`,
  });
  assertValid(host.port, {
    pattern: PORT,
    what: `output ${output}Port is not a port`,
  });
  return host;
}

function assertValid(
  value: string | undefined,
  { pattern, what }: { pattern: RegExp; what: string },
): void {
  if (!pattern.test(value ?? '')) {
    throw new Error(`The ${what}.`);
  }
}

/** The output of a stack could name a secret of another team, which the command would read. */
function assertOwnSecret(
  { region, secretArn }: Pick<Connection, 'region' | 'secretArn'>,
  accountId: string,
  output: string,
): void {
  const [, , , secretRegion, secretAccount] = secretArn.split(':');
  if (secretRegion !== region || secretAccount !== accountId) {
    throw new Error(
      `The output ${output} is not in the account and region of the environment.`,
    );
  }
}
