import {
  CloudFormationClient,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { outputsOf } from '../__testUtils__/deployToSandbox';
import { describeScenarios } from '../__testUtils__/describeScenarios';
import { EnvironmentUnderTest } from '../__testUtils__/EnvironmentUnderTest';
import { Tunnels } from '../__testUtils__/Tunnels';

jest.setTimeout(300_000);

/**
 * Name of a deployed stack with a read replica, in the account and region of
 * the AWS credentials. Skipped without it, because a
 * stack in a real account needs credentials and costs money.
 */
const stackName = process.env.TAP_LIVE_STACK;

(stackName ? describe : describe.skip)(
  'an environment in a real account (TAP_LIVE_STACK)',
  () => {
    let environment: EnvironmentUnderTest;

    beforeAll(async () => {
      const { Stacks } = await new CloudFormationClient({}).send(
        new DescribeStacksCommand({ StackName: stackName }),
      );
      const outputs = outputsOf(Stacks![0]);
      const tunnels = Tunnels.create(outputs);
      environment = {
        stackName: stackName!,
        region: outputs.Region,
        endpoint: undefined,
        outputs,
        reach: database => tunnels.reach(database),
        close: async () => tunnels.close(),
      };
    });
    afterAll(() => environment.close());

    describeScenarios(() => environment);
  },
);
