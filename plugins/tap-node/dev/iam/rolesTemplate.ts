import { Document, Scalar, visit } from 'yaml';
import { iamDocuments } from './iamDocuments';
import { EXAMPLE_NAMES, type IamNames } from './IamNames';
import { splitPolicy } from './splitPolicy';

/** Parameters of the template as names in the documents. */
const NAMES: IamNames = {
  partition: '${AWS::Partition}',
  accountId: '${AWS::AccountId}',
  region: '*',
  trustedPrincipal: '${TrustedPrincipal}',
  externalId: '${ExternalId}',
  rolePath: '${RolePath}',
  serviceRole: '${ServiceRoleName}',
  boundary: '${BoundaryName}',
};

const HEADER = ` The IAM roles that TAP needs in an AWS account: see docs/IAM.md. Generated, do not edit:
 yarn workspace @tap/plugin-tap-node generate-iam

 aws cloudformation deploy --stack-name tap-roles --template-file docs/iam/roles.yaml \\
   --capabilities CAPABILITY_NAMED_IAM \\
   --parameter-overrides TrustedPrincipal=${EXAMPLE_NAMES.trustedPrincipal} ExternalId=${EXAMPLE_NAMES.externalId}`;

const PARAMETERS = {
  TrustedPrincipal: {
    Type: 'String',
    Description:
      'ARN of the role or user with which the back end of the portal runs',
    AllowedPattern: '^arn:[a-z-]+:iam::[0-9]{12}:.+$',
  },
  ExternalId: {
    Type: 'String',
    Description: 'externalId of aws.accounts in app-config',
    AllowedPattern: '^[\\w+=,.@:/-]{2,1224}$',
  },
  RolePath: {
    Type: 'String',
    Description: 'rolePath of tap.targets in app-config',
    Default: EXAMPLE_NAMES.rolePath,
    AllowedPattern: '^/([\\w+=,.@-]+/)+$',
    MaxLength: 64,
  },
  PortalRoleName: { Type: 'String', Default: 'tap-portal', MaxLength: 64 },
  ServiceRoleName: {
    Type: 'String',
    Default: EXAMPLE_NAMES.serviceRole,
    MaxLength: 64,
  },
  BoundaryName: {
    Type: 'String',
    Default: EXAMPLE_NAMES.boundary,
    MaxLength: 128,
  },
  MonitoringLogGroup: {
    Type: 'String',
    Description:
      'Whether to create the log group RDSOSMetrics of enhanced monitoring in this region',
    AllowedValues: ['create', 'exists'],
    Default: 'create',
  },
};

/** Deleting the stack keeps what CloudFormation needs to delete environments. */
const KEPT = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

/**
 * A CloudFormation template that creates the roles and the permissions boundary of an account, and the log group of
 * enhanced monitoring.
 *
 * @returns YAML
 */
export async function rolesTemplate(): Promise<string> {
  const documents = await iamDocuments(NAMES);
  const servicePolicies = Object.fromEntries(
    splitPolicy(documents['service-role']).map((document, index) => [
      `ServicePolicy${index + 1}`,
      {
        Type: 'AWS::IAM::ManagedPolicy',
        ...KEPT,
        Properties: {
          Description: 'Part of the permissions of TAP in CloudFormation',
          PolicyDocument: document,
        },
      },
    ]),
  );
  const template = new Document(
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: 'IAM roles for TAP, the TapStack Portal',
      Parameters: PARAMETERS,
      Conditions: {
        CreateMonitoringLogGroup: {
          'Fn::Equals': [{ Ref: 'MonitoringLogGroup' }, 'create'],
        },
      },
      Resources: {
        PortalRole: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: { Ref: 'PortalRoleName' },
            AssumeRolePolicyDocument: documents['portal-role-trust'],
            Policies: [
              {
                PolicyName: 'portal',
                PolicyDocument: documents['portal-role'],
              },
            ],
          },
        },
        ServiceRole: {
          Type: 'AWS::IAM::Role',
          ...KEPT,
          Properties: {
            RoleName: { Ref: 'ServiceRoleName' },
            AssumeRolePolicyDocument: documents['service-role-trust'],
            ManagedPolicyArns: Object.keys(servicePolicies).map(Ref => ({
              Ref,
            })),
          },
        },
        ...servicePolicies,
        Boundary: {
          Type: 'AWS::IAM::ManagedPolicy',
          ...KEPT,
          Properties: {
            ManagedPolicyName: { Ref: 'BoundaryName' },
            Description:
              'Maximum permissions of the roles in environments of TAP',
            PolicyDocument: documents.boundary,
          },
        },
        RdsOsMetrics: {
          Type: 'AWS::Logs::LogGroup',
          Condition: 'CreateMonitoringLogGroup',
          ...KEPT,
          Properties: { LogGroupName: 'RDSOSMetrics', RetentionInDays: 30 },
        },
      },
      Outputs: {
        PortalRoleArn: output('roleName of aws.accounts', 'PortalRole.Arn'),
        ServiceRoleArn: output('serviceRoleArn of targets', 'ServiceRole.Arn'),
        BoundaryArn: output('permissionsBoundaryArn of targets', 'Boundary'),
      },
    },
    { aliasDuplicateObjects: false },
  );
  template.commentBefore = HEADER;
  visit(template, {
    Scalar(_, node) {
      const text = String(node.value);
      if (text.includes('${')) {
        node.tag = '!Sub';
      }
      // Some parsers read an unquoted version as a date.
      if (text.includes('${') || /^\d{4}-\d{2}-\d{2}$/.test(text)) {
        node.type = Scalar.QUOTE_SINGLE;
      }
    },
  });
  return template.toString({
    lineWidth: 0,
    aliasDuplicateObjects: false,
  } as any);
}

function output(description: string, value: string) {
  return { Description: description, Value: `\${${value}}` };
}
