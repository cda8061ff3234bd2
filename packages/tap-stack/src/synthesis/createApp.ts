import { App } from 'aws-cdk-lib';
import { stackName } from '../props/names';
import { resolveRegion } from '../props/resolveRegion';
import { TapStack } from '../TapStack';
import type { TapStackProps } from '../props/TapStackProps';
import { TapStackPropsError } from '../props/TapStackPropsError';

/** Context keys of the CDK app, each with its environment variable. */
const INPUTS = {
  environmentSuffix: 'ENVIRONMENT_SUFFIX',
  size: 'TAP_SIZE',
  retention: 'TAP_RETENTION',
  engineVersion: 'TAP_ENGINE_VERSION',
} as const;

/**
 * Puts one environment into a CDK app, told by context (`-c size=micro`) or by
 * environment variables (`TAP_SIZE=micro`); context wins.
 *
 * Where the CDK CLI knows the account, availability zones and the bastion's AMI
 * are taken from its context, so that cdk.context.json pins them; commit it.
 *
 * @param environment - usually `process.env`
 * @throws TapStackPropsError where something is missing or bad
 */
export function createApp(
  app: App,
  environment: Record<string, string | undefined>,
): TapStack {
  const read = (key: keyof typeof INPUTS): string | undefined =>
    app.node.tryGetContext(key) ?? environment[INPUTS[key]];
  const environmentSuffix = read('environmentSuffix');
  if (!environmentSuffix) {
    throw new TapStackPropsError({
      field: 'environmentSuffix',
      rule: `is missing: give it as context or in ${INPUTS.environmentSuffix}`,
      example: `'cdk synth -c environmentSuffix=orders-dev'`,
    });
  }
  const account = environment.CDK_DEFAULT_ACCOUNT;
  return new TapStack(app, stackName(environmentSuffix), {
    environmentSuffix,
    size: read('size') as TapStackProps['size'],
    retention: read('retention') as TapStackProps['retention'],
    engineVersion: read('engineVersion')?.toString(),
    pinFromContext: account !== undefined,
    env: { account, region: resolveRegion(undefined, environment) },
  });
}
