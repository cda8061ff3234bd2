import type {
  StackInput,
  StackTemplate,
  SynthesizedStack,
} from '@tap/plugin-tap-node';
import {
  App,
  BootstraplessSynthesizer,
  CfnDeletionPolicy,
  CfnOutput,
  CfnParameter,
  CfnResource,
  Stack,
} from 'aws-cdk-lib';
import { CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { CfnDBInstance, CfnDBSubnetGroup } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnParameter as SsmParameter } from 'aws-cdk-lib/aws-ssm';
import { rmSync } from 'node:fs';
import { settle } from '.';

/** One database in a network without a way out, its credentials, and a bucket. */
class ExampleStack extends Stack {
  constructor(app: App, input: StackInput) {
    super(app, input.stackName, {
      env: { account: input.accountId, region: input.region },
      synthesizer: new BootstraplessSynthesizer(),
    });
    this.addNote();
    const backups = new CfnParameter(this, 'BackupWindow', {
      default: '03:00-03:30',
    });
    const login = new CfnSecret(this, 'Login', {
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username: 'orders' }),
        generateStringKey: 'password',
        excludePunctuation: true,
      },
    });
    const database = new CfnDBInstance(this, 'Postgres', {
      engine: 'postgres',
      engineVersion: input.engineVersion,
      dbInstanceClass: input.size.instanceClass,
      allocatedStorage: String(
        Math.max(input.size.storageGiB, input.actualStorageGiB ?? 0),
      ),
      multiAz: input.size.multiAz,
      dbSubnetGroupName: this.addNetwork(input.availabilityZones).ref,
      dbName: 'orders',
      masterUsername: 'orders',
      masterUserPassword: `{{resolve:secretsmanager:${login.ref}:SecretString:password}}`,
      storageEncrypted: true,
      backupRetentionPeriod: input.backupRetentionDays,
      preferredBackupWindow: backups.valueAsString,
    });
    const files = new CfnBucket(this, 'Files');
    for (const resource of [login, database, files]) {
      keepData(resource);
    }
    this.addOutputs({
      DatabaseEndpoint: database.attrEndpointAddress,
      DatabasePort: database.attrEndpointPort,
      DatabaseName: 'orders',
      DatabaseSecretArn: login.ref,
      BucketName: files.ref,
    });
  }

  private addNote(): void {
    const metadata = new CfnParameter(this, 'TapMetadata', { default: 'e30' });
    new SsmParameter(this, 'Note', {
      type: 'String',
      value: metadata.valueAsString,
    });
  }

  private addNetwork(availabilityZones: string[]): CfnDBSubnetGroup {
    const vpc = new CfnVPC(this, 'Vpc', { cidrBlock: '10.0.0.0/16' });
    const subnets = availabilityZones.map(
      (availabilityZone, index) =>
        new CfnSubnet(this, `Subnet${index}`, {
          availabilityZone,
          cidrBlock: `10.0.${index}.0/24`,
          vpcId: vpc.ref,
        }),
    );
    return new CfnDBSubnetGroup(this, 'Subnets', {
      dbSubnetGroupDescription: 'Databases of the environment',
      subnetIds: subnets.map(subnet => subnet.ref),
    });
  }

  private addOutputs(outputs: Record<string, string>): void {
    for (const [name, value] of Object.entries(outputs)) {
      new CfnOutput(this, name, { value });
    }
  }
}

/** A failed creation leaves nothing, and a replacement loses nothing. `settle` changes the first part. */
function keepData(resource: CfnResource): void {
  resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
  resource.cfnOptions.updateReplacePolicy =
    resource instanceof CfnDBInstance
      ? CfnDeletionPolicy.SNAPSHOT
      : CfnDeletionPolicy.RETAIN;
}

export function synthesize(input: StackInput): SynthesizedStack {
  const app = new App({ analyticsReporting: false, treeMetadata: false });
  new ExampleStack(app, input);
  const assembly = app.synth();
  const template: StackTemplate = assembly.getStackByName(
    input.stackName,
  ).template;
  rmSync(assembly.directory, { recursive: true, force: true });
  return {
    templateBody: JSON.stringify(
      input.isSettled ? settle(template, input.retention) : template,
    ),
    stackPolicyBody: JSON.stringify({
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 'Update:*', Resource: '*' },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: ['Update:Replace', 'Update:Delete'],
          Resource: ['Postgres', 'Login', 'Files'].map(
            logicalId => `LogicalResourceId/${logicalId}`,
          ),
        },
      ],
    }),
  };
}
