import { Environment } from '@tap/plugin-tap-common';

/** Connection data of an environment's database. */
export interface Connection {
  endpoint: string;
  port: string;
  database: string;
  secretArn: string;
  region: string;
  /** Undefined on the sandbox, whose databases listen on this machine, and where the stack has no bastion. */
  bastionInstanceId?: string;
  /** Endpoint of every AWS service; only on the sandbox. */
  awsEndpoint?: string;
}

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';

/** Format of each value, because they are used in commands. */
const RULES: Record<keyof Connection, { pattern: RegExp; what: string }> = {
  endpoint: {
    pattern: new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`),
    what: 'output DatabaseEndpoint is not a host name',
  },
  port: {
    pattern: /^[1-9][0-9]{0,4}$/,
    what: 'output DatabasePort is not a port',
  },
  // DBName of PostgreSQL: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
  database: {
    pattern: /^[A-Za-z_][A-Za-z0-9_]{0,62}$/,
    what: 'output DatabaseName is not the name of a database',
  },
  // Names of secrets: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  secretArn: {
    pattern:
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]{1,519}$/,
    what: 'output DatabaseSecretArn is not the ARN of a secret',
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
 * @returns undefined until the stack is complete
 * @throws Error with the first invalid value
 */
export function connectionOf(environment: Environment): Connection | undefined {
  const { awsEndpoint, outputs, region } = environment;
  if (!outputs) {
    return undefined;
  }
  const connection: Connection = {
    endpoint: outputs.DatabaseEndpoint,
    port: outputs.DatabasePort,
    database: outputs.DatabaseName,
    secretArn: outputs.DatabaseSecretArn,
    region,
    ...(awsEndpoint && { awsEndpoint }),
    ...(!awsEndpoint &&
      outputs.BastionInstanceId !== undefined && {
        bastionInstanceId: outputs.BastionInstanceId,
      }),
  };
  for (const [field, value] of Object.entries(connection)) {
    const { pattern, what } = RULES[field as keyof Connection];
    if (!pattern.test(value ?? '')) {
      throw new Error(`The ${what}.`);
    }
  }
  assertOwnSecret(connection, environment.accountId);
  return connection;
}

/** The output of a stack could name a secret of another team, which the command would read. */
function assertOwnSecret(
  { region, secretArn }: Connection,
  accountId: string,
): void {
  const [, , , secretRegion, secretAccount] = secretArn.split(':');
  if (secretRegion !== region || secretAccount !== accountId) {
    throw new Error(
      'The output DatabaseSecretArn is not in the account and region of the environment.',
    );
  }
}
