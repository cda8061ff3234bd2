import { markdownTable as table } from './markdownTable';
import {
  Acknowledgement,
  ACKNOWLEDGEMENTS,
} from '../compliance/acknowledgements';

/** Findings of the rule packs before and after acknowledgement. */
export interface FindingCounts {
  /** Label of the template. */
  shape: string;
  /** Lines `<rule> at <construct>`, of all packs. */
  before: string[];
  after: string[];
}

const PACKS: Array<{ prefix: string; title: string }> = [
  { prefix: 'AwsSolutions-', title: 'AWS Solutions' },
  { prefix: 'NIST.800.53.R5-', title: 'NIST 800-53 revision 5' },
  { prefix: 'PCI.DSS.321-', title: 'PCI DSS 3.2.1' },
  { prefix: 'HIPAA.Security-', title: 'HIPAA Security' },
  {
    prefix: 'CloudFormation-Validate::',
    title: 'Template validator of aws-cdk-lib, and cfn-lint',
  },
];

const INTRODUCTION = `# Compliance

<!-- Generated from packages/tap-stack/src/compliance/acknowledgements.ts; do not edit. -->

The tests of packages/tap-stack run four rule packs of cdk-nag and the template validator of aws-cdk-lib for every
size and every retention, with and without an alarm topic, with a new and with an existing network, and with each egress.
They fail for a finding that is not listed here, and for an entry without a finding. If cfn-lint is installed, it checks the same
templates.

The findings below are acknowledged because a fix would cause harm, or because the rule cannot detect that it is satisfied.

The egress \`public-ip\`, with which small environments cost less, gives up what the strict egress \`nat-gateway\` has: a bastion without a
public address, and its detailed metrics. The rules of its findings are \`EC2InstanceNoPublicIp\`, and \`EC28\` or
\`EC2InstanceDetailedMonitoringEnabled\`. The databases are in the same isolated subnets, and nothing admits connections from the internet.
New environments of portals have it if their size has no standby and a burstable class, unless \`egress\` of the target is set; the
default of the library is \`nat-gateway\`.
`;

/** The contents of docs/COMPLIANCE.md. */
export function complianceDocument(counts: FindingCounts[]): string {
  return [
    INTRODUCTION,
    'Rules with findings (number of findings), before → after acknowledgement:',
    '',
    countsTable(counts),
    '',
    ...PACKS.map(({ prefix, title }) => section(prefix, title)),
  ].join('\n');
}

function countsTable(counts: FindingCounts[]): string {
  const packs = PACKS.filter(({ prefix }) => !prefix.includes('::'));
  return table(
    ['pack', ...counts.map(({ shape }) => shape)],
    packs.map(({ prefix, title }) => [
      title,
      ...counts.map(
        ({ before, after }) =>
          `${counted(before, prefix)} → ${counted(after, prefix)}`,
      ),
    ]),
  );
}

/**
 * `13 (27)`: number of rules, regardless of resource, and number of findings.
 */
function counted(findings: string[], prefix: string): string {
  const ofPack = findings.filter(finding => finding.startsWith(prefix));
  const rules = new Set(ofPack.map(finding => /^[^[ ]+/.exec(finding)![0]));
  return `${rules.size} (${ofPack.length})`;
}

function section(prefix: string, title: string): string {
  const items = ACKNOWLEDGEMENTS.flatMap(acknowledgement =>
    acknowledgement.rules
      .filter(rule => rule.startsWith(prefix))
      .map(rule => item(rule.slice(prefix.length), acknowledgement)),
  );
  return [`## ${title}`, '', ...items, ''].join('\n');
}

function item(rule: string, { constructs, reason }: Acknowledgement): string {
  const where = constructs
    .map(path => (path === '' ? 'every subnet and database' : `\`${path}\``))
    .join(', ');
  return `- **\`${rule}\`** at ${where}: ${reason}`;
}
