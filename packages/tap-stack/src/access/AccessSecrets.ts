import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DATABASE_NAME } from '../props/names';
import type { EncryptionKey } from '../storage/EncryptionKey';
import type { Statement } from '../services/ServiceRole';

/** A role of the database and the names of what belongs to it. */
export interface AccessRole {
  /** Name in the database. */
  name: string;
  /** Part of the logical ID of its secret, which is short to save template size. */
  id: string;
  /** Output with the ARN of its secret. */
  output: string;
}

/** The roles of the database, by what they may do. */
export const ACCESS_ROLES = {
  owner: {
    name: `${DATABASE_NAME}_owner`,
    id: 'Owner',
    output: 'OwnerSecretArn',
  },
  readWrite: {
    name: `${DATABASE_NAME}_rw`,
    id: 'Rw',
    output: 'ReadWriteSecretArn',
  },
  readOnly: {
    name: `${DATABASE_NAME}_ro`,
    id: 'Ro',
    output: 'ReadOnlySecretArn',
  },
} satisfies Record<string, AccessRole>;

/** Properties of {@link AccessSecrets}. */
export interface AccessSecretsProps {
  key: EncryptionKey;
  /** Secret of the master user, who creates the roles. */
  masterSecretArn: string;
}

/**
 * The credentials of the roles of the database, one secret each. Secrets
 * Manager generates the passwords: letters and digits, which need no quotes.
 */
export class AccessSecrets extends Construct {
  /** The secrets, which are kept with a retained database. */
  readonly foundation: CfnResource[];
  /** ARNs by name of the output. */
  readonly arns: Record<string, string>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AccessSecretsProps,
  ) {
    super(scope, id);
    const secrets = Object.values(ACCESS_ROLES).map(role => ({
      role,
      resource: new CfnSecret(this, role.id, {
        kmsKeyId: props.key.arn,
        generateSecretString: {
          secretStringTemplate: JSON.stringify({ username: role.name }),
          generateStringKey: 'password',
          excludePunctuation: true,
        },
      }),
    }));
    this.foundation = secrets.map(({ resource }) => resource);
    this.arns = Object.fromEntries(
      secrets.map(({ role, resource }) => [role.output, resource.ref]),
    );
  }

  get masterSecretArn(): string {
    return this.props.masterSecretArn;
  }

  /**
   * Permissions to read these secrets and that of the master user, and to store
   * new passwords in these.
   * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
   */
  get scriptStatements(): Statement[] {
    return [
      {
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: this.masterSecretArn,
      },
      {
        Effect: 'Allow',
        Action: [
          'secretsmanager:GetSecretValue',
          'secretsmanager:PutSecretValue',
        ],
        Resource: Object.values(this.arns),
      },
      this.props.key.useStatement('Decrypt', 'GenerateDataKey'),
    ];
  }
}
