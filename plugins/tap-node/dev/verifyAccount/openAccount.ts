import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { portalCredentials } from '../../src/aws/AwsClients';
import { readEngineConfig, type Target } from '../../src/config';
import { createTargetRuntime } from '../../src/operation/createTargetRuntime';
import { Synthesizer, WorkerSynthesizer } from '../../src/synthesis';
import { DEFAULT_TIMING } from '../../src/watch';
import type { PortalRole, VerifiedAccount } from './VerifiedAccount';

/**
 * Opens the account of a target for checks.
 *
 * @param options.synthesizer - a worker of its own by default; it is stopped when the account is closed
 * @returns the account, and a function that closes it
 * @throws InputError for invalid values in app-config, or if there is no such target
 */
export function openAccount(options: {
  config: Config;
  targetName: string;
  logger: LoggerService;
  now: () => Date;
  synthesizer?: Synthesizer;
}): { account: VerifiedAccount; close: () => Promise<void> } {
  const { config, logger, now, targetName } = options;
  const { portal, stackModule, targets } = readEngineConfig(config);
  const target = targets.find(({ name }) => name === targetName);
  if (!target) {
    throw new InputError(
      `--target: there is no target '${targetName}'; the targets are ${targets
        .map(({ name }) => name)
        .join(', ')}, for example --target ${targets[0]?.name}`,
    );
  }
  const synthesizer =
    options.synthesizer ??
    WorkerSynthesizer.create({ stackModule: stackModule.name, logger });
  const { queries, stop } = createTargetRuntime({
    target,
    portal,
    config,
    logger,
    stackModule: stackModule.module,
    synthesizer,
    timing: DEFAULT_TIMING,
  });
  const { endpoint, region } = target;
  const credentials = portalCredentials(target, config);
  // Without an endpoint, these are the credentials of the environment, as those of the back end.
  const own = endpoint ? { endpoint, region, credentials } : { region };
  const clients = {
    sts: new STSClient(own),
    iam: new IAMClient(own),
    portalSts: new STSClient({ endpoint, region, credentials }),
  };
  return {
    account: {
      target,
      config,
      runtime: queries,
      portalRole: portalRoleOf(config, target),
      ...clients,
      now,
    },
    close: async () => {
      stop();
      Object.values(clients).forEach(client => client.destroy());
      await synthesizer.stop();
    },
  };
}

/** As @backstage/integration-aws-node reads it. */
function portalRoleOf(
  config: Config,
  { accountId, endpoint }: Target,
): PortalRole | undefined {
  const entry =
    config
      .getOptionalConfigArray('aws.accounts')
      ?.find(each => each.getString('accountId') === accountId) ??
    config.getOptionalConfig('aws.accountDefaults');
  const roleName = entry?.getOptionalString('roleName');
  // The sandbox is called with the account as access key.
  if (endpoint || !entry || !roleName) {
    return undefined;
  }
  const partition = entry.getOptionalString('partition') ?? 'aws';
  return {
    arn: `arn:${partition}:iam::${accountId}:role/${roleName}`,
    externalId: entry.getOptionalString('externalId'),
  };
}
