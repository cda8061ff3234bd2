import { App } from 'aws-cdk-lib';
import { stackName } from '../props/names';
import { resolveRegion } from '../props/resolveRegion';
import { TapStack } from '../TapStack';
import type { TapStackProps } from '../props/TapStackProps';
import { TapStackPropsError } from '../props/TapStackPropsError';

/** Context keys of the CDK app and their environment variables. */
const INPUTS = {
  environmentSuffix: 'ENVIRONMENT_SUFFIX',
  size: 'TAP_SIZE',
  retention: 'TAP_RETENTION',
  engineVersion: 'TAP_ENGINE_VERSION',
} as const;

/**
 * Creates a CDK app with one environment, configured by context (`-c
 * size=micro`) or environment variables (`TAP_SIZE=micro`); context takes
 * precedence.
 *
 * If the CDK CLI knows the account, availability zones and the bastion's AMI
 * are read from its context, so that cdk.context.json pins them. Commit this
 * file.
 *
 * @param environment - usually `process.env`
 * @throws TapStackPropsError if a setting is missing or invalid
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
      rule: `is missing: set it as context or in ${INPUTS.environmentSuffix}`,
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
