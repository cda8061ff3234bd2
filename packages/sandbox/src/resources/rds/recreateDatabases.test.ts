import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { Harness } from '../../__testUtils__/Harness';

jest.setTimeout(120_000);

const template = (storage: number) => ({
  Resources: {
    Subnets: {
      Type: 'AWS::RDS::DBSubnetGroup',
      Properties: {
        DBSubnetGroupDescription: 'Two zones',
        SubnetIds: [{ Ref: 'A' }, { Ref: 'B' }],
      },
    },
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    ...Object.fromEntries(
      ['A', 'B'].map((name, index) => [
        name,
        {
          Type: 'AWS::EC2::Subnet',
          Properties: {
            VpcId: { Ref: 'Vpc' },
            CidrBlock: `10.0.${index}.0/24`,
            AvailabilityZone: `us-east-1${name.toLowerCase()}`,
          },
        },
      ]),
    ),
    Primary: {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        DBInstanceIdentifier: 'orders',
        DBInstanceClass: 'db.t4g.micro',
        Engine: 'postgres',
        EngineVersion: '17',
        AllocatedStorage: String(storage),
        StorageType: 'gp3',
        MasterUsername: 'owner',
        MasterUserPassword: 'first-password',
        DBSubnetGroupName: { Ref: 'Subnets' },
      },
    },
    // Its name sorts before that of its primary.
    Copy: {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        DBInstanceIdentifier: 'copy',
        DBInstanceClass: 'db.t4g.micro',
        SourceDBInstanceIdentifier: { Ref: 'Primary' },
      },
    },
  },
});

it('9.5 gives an empty database to each DB instance whose data directory is missing', async () => {
  const stateDir = fs.mkdtempSync(path.join(os.tmpdir(), 'tap-recreated-'));
  const message = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const first = await Harness.start({ stateDir });
    const created = await first.created('Db', template(20));
    expect(created.StackStatus).toBe('CREATE_COMPLETE');
    await first.close();
    fs.rmSync(path.join(stateDir, 'databases'), { recursive: true });

    const second = await Harness.start({ stateDir });
    expect(
      second.sandbox.state().databases.map(({ id, pid }) => [id, typeof pid]),
    ).toEqual([
      ['us-east-1.000000000000.orders', 'number'],
      ['us-east-1.000000000000.copy', 'number'],
    ]);
    expect(message).toHaveBeenCalledWith(
      'Sandbox: database orders has no data directory; it is empty now\n',
    );
    await second.client.send(
      new UpdateStackCommand({
        StackName: 'Db',
        TemplateBody: JSON.stringify(template(40)),
      }),
    );
    expect((await second.settled('Db')).StackStatus).toBe('UPDATE_COMPLETE');
    await second.close();
  } finally {
    message.mockRestore();
    fs.rmSync(stateDir, { recursive: true, force: true });
  }
});
