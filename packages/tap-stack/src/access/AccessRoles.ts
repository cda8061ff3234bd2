import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnAssociation } from 'aws-cdk-lib/aws-ssm';
import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DATABASE_NAME } from '../props/names';
import type { Bastion } from '../services/Bastion';
import { accessScript } from './accessScript';
import type { AccessSecrets } from './AccessSecrets';
import { accessStatements, AccessStatementsProps } from './accessStatements';
import { ROTATION_PARAMETER } from './rotateCredentials';

/** The bastion must have started and installed psql by then. */
const TIMEOUT_SECONDS = 1800;

/** Does nothing: the passwords are those of the creation. */
const NO_ROTATION = ':';

/** Properties of {@link AccessRoles}. */
export interface AccessRolesProps extends AccessStatementsProps {
  bastion: Bastion;
  primary: CfnDBInstance;
  secrets: AccessSecrets;
}

/**
 * The roles of the database, and the template parameter that rotates their
 * passwords. The value is no part of the template, which has no room for it. State Manager of Systems Manager runs the script
 * on the bastion. CloudFormation waits for its success, when it creates the
 * association and when it changes it, so a complete stack has the roles:
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-ssm/blob/master/aws-ssm-association/src/main/java/com/amazonaws/ssm/association/InProgressHandler.java
 */
export class AccessRoles extends Construct {
  constructor(scope: Construct, id: string, props: AccessRolesProps) {
    super(scope, id);
    const { bastion, primary, secrets } = props;
    const rotation = new CfnParameter(this, 'Rotation', {
      type: 'String',
      default: NO_ROTATION,
    });
    rotation.overrideLogicalId(ROTATION_PARAMETER);
    const association = new CfnAssociation(this, 'Resource', {
      name: 'AWS-RunShellScript',
      targets: [{ key: 'InstanceIds', values: [bastion.instance.ref] }],
      parameters: {
        commands: [
          accessScript({
            region: Stack.of(this).region,
            host: primary.attrEndpointAddress,
            port: primary.attrEndpointPort,
            database: DATABASE_NAME,
            masterSecretArn: secrets.masterSecretArn,
            secretArns: Object.values(secrets.arns),
            statements: accessStatements(props),
            rotation: rotation.valueAsString,
          }),
        ],
      },
      waitForSuccessTimeoutSeconds: TIMEOUT_SECONDS,
    });
    // An update of an earlier environment must change the permissions first.
    association.addResourceDependency(bastion.role.resource);
  }
}
