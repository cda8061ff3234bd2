import {
  CreateStackCommand,
  CloudFormationClient,
  DescribeStackEventsCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeAddressesCommand,
  DescribeNatGatewaysCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  CreateDBSnapshotCommand,
  DescribeAccountAttributesCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import {
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { ServiceTestKit, serviceTestKit } from './__testUtils__/services';

jest.setTimeout(180_000);

const ADDRESSES = 'L-0263D0A3';
const STACKS = 'L-0485CB21';

let kit: ServiceTestKit;

beforeAll(async () => {
  kit = await serviceTestKit();
});

afterAll(() => kit.sandbox.close());

describe('quotas', () => {
  it('15.40 are returned with what is in use', async () => {
    kit.sandbox.settings.quotas = { [ADDRESSES]: 5, DBInstances: 40 };
    await expect(
      new ServiceQuotasClient(kit.config).send(
        new GetServiceQuotaCommand({
          ServiceCode: 'ec2',
          QuotaCode: ADDRESSES,
        }),
      ),
    ).resolves.toMatchObject({ Quota: { Value: 5 } });
    const { AccountQuotas } = await new RDSClient(kit.config).send(
      new DescribeAccountAttributesCommand({}),
    );
    expect(AccountQuotas).toEqual(
      expect.arrayContaining([
        { AccountQuotaName: 'DBInstances', Max: 40, Used: 1 },
        expect.objectContaining({
          AccountQuotaName: 'AllocatedStorage',
          Used: 20,
        }),
      ]),
    );
  });

  it('15.41 that are used up fail a creation', async () => {
    kit.sandbox.settings.quotas = { [ADDRESSES]: 1 };
    const client = new CloudFormationClient(kit.config);
    const address = { Type: 'AWS::EC2::EIP' };
    const gateway = {
      Type: 'AWS::EC2::NatGateway',
      Properties: {
        SubnetId: kit.outputs.Subnet,
        AllocationId: { 'Fn::GetAtt': ['First', 'AllocationId'] },
      },
    };
    await client.send(
      new CreateStackCommand({
        StackName: 'first',
        TemplateBody: JSON.stringify({
          Resources: { First: address, Gateway: gateway },
        }),
      }),
    );
    await waitUntilStackCreateComplete(
      { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
      { StackName: 'first' },
    );
    const ec2 = new EC2Client(kit.config);
    await expect(
      ec2.send(new DescribeNatGatewaysCommand({})),
    ).resolves.toMatchObject({
      NatGateways: [{ SubnetId: kit.outputs.Subnet, State: 'available' }],
    });
    const { Addresses } = await ec2.send(new DescribeAddressesCommand({}));
    expect(Addresses).toHaveLength(1);

    await client.send(
      new CreateStackCommand({
        StackName: 'second',
        OnFailure: 'DO_NOTHING',
        TemplateBody: JSON.stringify({ Resources: { Second: address } }),
      }),
    );
    await expect(
      waitUntilStackCreateComplete(
        { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
        { StackName: 'second' },
      ),
    ).rejects.toThrow();
    const { StackEvents } = await client.send(
      new DescribeStackEventsCommand({ StackName: 'second' }),
    );
    expect(StackEvents).toContainEqual(
      expect.objectContaining({
        LogicalResourceId: 'Second',
        ResourceStatusReason: expect.stringMatching(
          /^Resource handler returned message: "The maximum number of addresses has been reached\. \(Service: Ec2, Status Code: 400, Request ID: [0-9a-f-]{36}\)" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: GeneralServiceException\)$/,
        ),
      }),
    );
  });

  it('15.43 of stacks, databases and snapshots that are used up reject their creation', async () => {
    const client = new CloudFormationClient(kit.config);
    const stack = (StackName: string) =>
      client.send(
        new CreateStackCommand({
          StackName,
          TemplateBody: JSON.stringify({
            Resources: {
              Group: {
                Type: 'AWS::RDS::DBParameterGroup',
                Properties: { Family: 'postgres17', Description: 'test' },
              },
            },
          }),
        }),
      );
    kit.sandbox.settings.quotas = { [STACKS]: 1 };
    await expect(stack('third')).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Limit for stack has been exceeded',
    });
    kit.sandbox.settings.quotas = { DBParameterGroups: 0 };
    await stack('fourth');
    await expect(
      waitUntilStackCreateComplete(
        { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
        { StackName: 'fourth' },
      ),
    ).rejects.toThrow();
    const { StackEvents } = await client.send(
      new DescribeStackEventsCommand({ StackName: 'fourth' }),
    );
    expect(StackEvents).toContainEqual(
      expect.objectContaining({
        ResourceStatusReason: expect.stringMatching(
          /^Resource handler returned message: "Request would result in user exceeding the allowed number of DB parameter groups\. \(Service: Rds, Status Code: 400, Request ID: .*HandlerErrorCode: ServiceLimitExceeded\)$/,
        ),
      }),
    );
    kit.sandbox.settings.quotas = { ManualSnapshots: 0 };
    await expect(
      new RDSClient(kit.config).send(
        new CreateDBSnapshotCommand({
          DBInstanceIdentifier: 'orders',
          DBSnapshotIdentifier: 'one-more',
        }),
      ),
    ).rejects.toMatchObject({
      name: 'SnapshotQuotaExceededFault',
      message: 'Cannot create more than 0 manual snapshots',
    });
  });
});
