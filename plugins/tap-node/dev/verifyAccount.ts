import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigSources } from '@backstage/config-loader';
import { InputError } from '@backstage/errors';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKS, type CheckName } from './verifyAccount/AccountReport';
import { liveOnce } from './verifyAccount/liveOnce';
import { reportText } from './verifyAccount/reportText';
import { verifyAccount } from './verifyAccount/verifyAccount';

const HELP = `./tap verify-account: checks whether the AWS account of a target is ready; see docs/FIRST-ACCOUNT.md

  ./tap verify-account --target NAME [--config FILE …]
      read-only checks: ${CHECKS.join(', ')}

  --target NAME   a target of tap.targets in app-config
  --config FILE   app-config, several times; default app-config.yaml and app-config.local.yaml
  --only CHECK    one check, several times; default all
  --deploy        in addition, creates an environment of size micro, changes it and tears it down (takes about 30 minutes,
                  costs less than $1), and compares the life with that in the sandbox
  --out FILE      output file for the result as JSON

The exit code is 1 if something failed.
`;

const ROOT = resolve(__dirname, '../../..');

/** Warnings of the engine on standard error. */
const LOGGER: LoggerService = {
  error: message => process.stderr.write(`${message}\n`),
  warn: message => process.stderr.write(`${message}\n`),
  info: () => {},
  debug: () => {},
  child: () => LOGGER,
};

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      target: { type: 'string' },
      config: { type: 'string', multiple: true, default: [] },
      only: { type: 'string', multiple: true },
      deploy: { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || values.target === undefined) {
    process.stdout.write(HELP);
    return values.help;
  }
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      rootDir: ROOT,
      argv: values.config.flatMap(file => ['--config', file]),
    }),
  );
  const options = {
    config,
    targetName: values.target,
    logger: LOGGER,
    only: values.only?.map(checkName),
  };
  const report = await verifyAccount(options);
  const isReady = report.findings.every(({ status }) => status !== 'failed');
  if (values.deploy && isReady) {
    report.life = await liveOnce(options);
  }
  process.stdout.write(reportText(report));
  if (values.out) {
    await writeFile(values.out, `${JSON.stringify(report, undefined, 2)}\n`);
  }
  config.close();
  return isReady && report.life?.failure === undefined;
}

function checkName(name: string): CheckName {
  if (!CHECKS.includes(name as CheckName)) {
    throw new InputError(
      `--only: '${name}' is not a check; the checks are ${CHECKS.join(
        ', ',
      )}, for example --only rights`,
    );
  }
  return name as CheckName;
}

main().then(
  isSuccess => {
    process.exitCode = isSuccess ? 0 : 1;
  },
  error => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
