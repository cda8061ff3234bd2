import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Sandbox } from './Sandbox';
import { DEFAULT_SPEED } from './state/Clock';

const HELP = `TAP sandbox: a local CloudFormation with real PostgreSQL databases.
A development tool: loopback only, accepts any access key, not for production.

  --port N         port on 127.0.0.1 (default 4577)
  --state-dir DIR  directory for state and databases (default .sandbox in the current directory)
  --iam FILE       JSON file with roles whose policies the sandbox enforces; see README.md
  --speed N        sandbox seconds per second (default ${DEFAULT_SPEED})
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4577' },
      'state-dir': { type: 'string', default: '.sandbox' },
      speed: { type: 'string', default: String(DEFAULT_SPEED) },
      iam: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const starting = Sandbox.start({
    port: Number(values.port),
    stateDir: path.resolve(values['state-dir']),
    speed: Number(values.speed),
    iam: values.iam && JSON.parse(readFileSync(values.iam, 'utf8')),
  });
  closeOnSignal(starting);
  const { url } = await starting;
  process.stdout.write(
    `TAP sandbox (development tool, loopback only) at ${url}\n`,
  );
}

/**
 * A signal during start waits for the start to finish, so that no database
 * keeps running.
 */
function closeOnSignal(starting: Promise<Sandbox>): void {
  let closing = false;
  const close = () => {
    if (!closing) {
      closing = true;
      starting
        .then(sandbox => sandbox.close())
        .then(() => process.exit(0), fail);
    }
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}

function fail(error: Error): void {
  process.stderr.write(`TAP sandbox: ${error.message}\n`);
  process.exit(1);
}

main().catch(fail);
