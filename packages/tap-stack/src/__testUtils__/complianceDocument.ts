import { Acknowledgement, ACKNOWLEDGEMENTS } from '../acknowledgements';

const PACKS: Array<{ prefix: string; title: string }> = [
  { prefix: 'AwsSolutions-', title: 'AWS Solutions' },
  { prefix: 'NIST.800.53.R5-', title: 'NIST 800-53 revision 5' },
  { prefix: 'PCI.DSS.321-', title: 'PCI DSS 3.2.1' },
  { prefix: 'HIPAA.Security-', title: 'HIPAA Security' },
  {
    prefix: 'CloudFormation-Validate::',
    title: 'Template validator of aws-cdk-lib',
  },
];

const INTRODUCTION = `# Compliance

<!-- Generated from packages/tap-stack/src/acknowledgements.ts; do not edit. -->

The tests of packages/tap-stack run four rule packs of cdk-nag and the template validator of aws-cdk-lib over every
size and every retention, with and without alarm topic, in a network of the stack's own and in an existing one.
A finding that is not in this list fails them, and so does a line in this list that no longer stands for any finding.

Findings below are acknowledged because fixing them would do harm, or because the rule cannot see that it is kept.
`;

/** The text of docs/COMPLIANCE.md. */
export function complianceDocument(): string {
  return [
    INTRODUCTION,
    ...PACKS.map(({ prefix, title }) => section(prefix, title)),
  ].join('\n');
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
