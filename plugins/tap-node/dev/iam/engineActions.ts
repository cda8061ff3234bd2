import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const SOURCES = resolve(__dirname, '../../src/aws');

/** Actions that AWS requires for a command in addition to the one with its name. */
const IN_ADDITION: Record<string, string[]> = {
  // With tags and a stack policy. A test of Ansible shows that AWS requires SetStackPolicy:
  // https://github.com/mattclay/aws-terminator/pull/131
  'cloudformation:CreateStack': [
    'cloudformation:SetStackPolicy',
    'cloudformation:TagResource',
  ],
  // Without a name, it lists all stacks:
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
  'cloudformation:DescribeStacks': ['cloudformation:ListStacks'],
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
  'cloudformation:DetectStackDrift': [
    'cloudformation:DetectStackResourceDrift',
  ],
};

/**
 * The IAM actions of the commands that the engine sends to AWS, sorted: the commands that its sources create, such as
 * `new DescribeStacksCommand(…)`, by the client that they are imported from, or `new ec2.DescribeVpcsCommand(…)`, by the
 * name of the package that a {@link LazyClient} loads.
 *
 * @throws Error if a source imports a command in a way that this function does not read
 */
export function engineActions(): string[] {
  const commands = readdirSync(SOURCES)
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap(file => commandsOf(readFileSync(resolve(SOURCES, file), 'utf8')));
  const actions = commands.flatMap(command => [
    command,
    ...(IN_ADDITION[command] ?? []),
  ]);
  return [...new Set(actions)].sort();
}

function commandsOf(source: string): string[] {
  const services = new Map(
    [
      ...source.matchAll(
        /import (?:type )?\{([^}]*)\} from '@aws-sdk\/client-([a-z0-9-]+)'/g,
      ),
    ].flatMap(([, names, service]) =>
      names.split(',').map(name => [name.trim(), service] as const),
    ),
  );
  return [...source.matchAll(/new (?:(\w+)\.)?(\w+)Command\(/g)].map(
    ([, sdk, operation]) => {
      const service = sdk ?? services.get(`${operation}Command`);
      if (!service) {
        throw new Error(
          `${operation}Command is not imported from an AWS client`,
        );
      }
      return `${service.toLowerCase()}:${operation}`;
    },
  );
}
