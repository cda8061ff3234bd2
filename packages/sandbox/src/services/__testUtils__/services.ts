import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';

import { Sandbox } from '../../Sandbox';

/** A network, a bastion, a secret and a database. */
const TEMPLATE = {
  Resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: {} } },
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    SubnetA: {
      Type: 'AWS::EC2::Subnet',
      Properties: {
        VpcId: { Ref: 'Vpc' },
        CidrBlock: '10.0.0.0/24',
        AvailabilityZone: 'us-east-1a',
      },
    },
    SubnetB: {
      Type: 'AWS::EC2::Subnet',
      Properties: {
        VpcId: { Ref: 'Vpc' },
        CidrBlock: '10.0.1.0/24',
        AvailabilityZone: 'us-east-1b',
      },
    },
    Routes: {
      Type: 'AWS::EC2::RouteTable',
      Properties: { VpcId: { Ref: 'Vpc' } },
    },
    Association: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: {
        RouteTableId: { Ref: 'Routes' },
        SubnetId: { Ref: 'SubnetA' },
      },
    },
    BucketEndpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        VpcId: { Ref: 'Vpc' },
        ServiceName: 'com.amazonaws.us-east-1.s3',
        RouteTableIds: [{ Ref: 'Routes' }],
      },
    },
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'Database',
        VpcId: { Ref: 'Vpc' },
        SecurityGroupIngress: [
          {
            IpProtocol: 'tcp',
            FromPort: 5432,
            ToPort: 5432,
            CidrIp: '10.0.0.0/16',
            Description: 'from the VPC',
          },
        ],
      },
    },
    Bastion: {
      Type: 'AWS::EC2::Instance',
      Properties: {
        ImageId: 'ami-1',
        InstanceType: 't4g.nano',
        SubnetId: { Ref: 'SubnetA' },
        SecurityGroupIds: [{ Ref: 'Group' }],
      },
    },
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        GenerateSecretString: {
          SecretStringTemplate: '{"username":"tapadmin"}',
          GenerateStringKey: 'password',
          ExcludeCharacters: ' "@/\\',
        },
      },
    },
    SubnetGroup: {
      Type: 'AWS::RDS::DBSubnetGroup',
      Properties: {
        DBSubnetGroupDescription: 'test',
        SubnetIds: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
      },
    },
    Database: {
      Type: 'AWS::RDS::DBInstance',
      DeletionPolicy: 'Delete',
      Properties: {
        DBInstanceIdentifier: 'orders',
        Engine: 'postgres',
        EngineVersion: '17.9',
        DBInstanceClass: 'db.t4g.micro',
        AllocatedStorage: '20',
        StorageType: 'gp3',
        StorageEncrypted: true,
        KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
        MasterUsername: 'tapadmin',
        MasterUserPassword: {
          'Fn::Sub':
            '{{resolve:secretsmanager:${Secret}:SecretString:password}}',
        },
        DBSubnetGroupName: { Ref: 'SubnetGroup' },
        VPCSecurityGroups: [{ Ref: 'Group' }],
        DeletionProtection: true,
      },
    },
  },
  Outputs: {
    Secret: { Value: { Ref: 'Secret' } },
    Vpc: { Value: { Ref: 'Vpc' } },
    Subnet: { Value: { Ref: 'SubnetA' } },
    Group: { Value: { Ref: 'Group' } },
    Bastion: { Value: { Ref: 'Bastion' } },
    KeyArn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    Database: { Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Port'] } },
  },
};

/** A sandbox with one stack in account 111122223333. */
export interface ServiceTestKit {
  sandbox: Sandbox;
  /** For any AWS client. */
  config: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  /** Outputs of the stack. */
  outputs: Record<string, string>;
}

/**
 * Starts a sandbox with the stack.
 *
 * @param without - logical IDs that the test does not need
 */
export async function serviceTestKit(
  ...without: string[]
): Promise<ServiceTestKit> {
  const sandbox = await Sandbox.start({ speed: 10_000 });
  const config = {
    endpoint: sandbox.url,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'none' },
  };
  const client = new CloudFormationClient(config);
  const StackName = 'orders';
  const keep = ([id]: [string, unknown]) => !without.includes(id);
  const TemplateBody = JSON.stringify({
    Resources: Object.fromEntries(
      Object.entries(TEMPLATE.Resources).filter(keep),
    ),
    Outputs: Object.fromEntries(Object.entries(TEMPLATE.Outputs).filter(keep)),
  });
  const Tags = [{ Key: 'team', Value: 'orders' }];
  await client.send(new CreateStackCommand({ StackName, TemplateBody, Tags }));
  for (;;) {
    const { Stacks } = await client.send(
      new DescribeStacksCommand({ StackName }),
    );
    const { StackStatus, Outputs = [] } = Stacks![0];
    if (StackStatus === 'CREATE_COMPLETE') {
      const outputs = Object.fromEntries(
        Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
      );
      return { sandbox, config, outputs };
    }
    if (StackStatus !== 'CREATE_IN_PROGRESS') {
      await sandbox.close();
      throw new Error(`The stack of the test is ${StackStatus}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
