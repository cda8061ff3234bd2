import { App, CloudFormationValidatePlugin, Stack } from 'aws-cdk-lib';
import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NagPack,
  NIST80053R5Checks,
  PCIDSS321Checks,
} from 'cdk-nag';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  ENGINE_MAJOR_VERSIONS,
  FEATURE_FLAGS,
  synthesizeTemplate,
  TapStack,
  TapStackProps,
} from '..';
import { ACKNOWLEDGEMENTS } from './acknowledgements';
import {
  complianceDocument,
  FindingCounts,
} from '../__testUtils__/complianceDocument';
import {
  ALL_SHAPES,
  EXISTING_NETWORK,
  PINNED,
  pairsOf,
  SHAPES,
} from '../__testUtils__/shapes';

const PACKS: Array<new () => NagPack> = [
  AwsSolutionsChecks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  HIPAASecurityChecks,
];

const VARIANTS: Array<Partial<TapStackProps>> = [
  {},
  { alarmTopic: true, s3PrefixListId: 'pl-63a5400a', deletionProtection: true },
  { network: EXISTING_NETWORK },
  { env: { region: 'us-east-1' }, availabilityZones: undefined },
  { egress: 'public-ip' },
  { egress: 'none' },
];

/** The egress that costs least, see docs/COMPLIANCE.md. */
const CHEAP: Partial<TapStackProps> = { ...ALL_SHAPES[0], egress: 'public-ip' };

/** A stack without acknowledgements. */
function stackOf(props: Partial<TapStackProps>, bare = false): Stack {
  const app = new App({ context: { ...FEATURE_FLAGS } });
  const stack = new TapStack(app, 'Audited', { ...PINNED, ...props });
  if (bare) {
    for (const { node } of stack.node.findAll()) {
      // Metadata can be replaced but not removed.
      Object.assign(node, { _metadata: [] });
    }
  }
  return stack;
}

const known = new Map<string, string[]>();

/** Lines `<rule> at <construct>`, of all packs; cached by props. */
function findings(props: Partial<TapStackProps>, bare = false): string[] {
  const key = JSON.stringify([props, bare]);
  const found = known.get(key) ?? findingsIn(stackOf(props, bare));
  known.set(key, found);
  return found;
}

function findingsIn(stack: Stack): string[] {
  return PACKS.flatMap(Pack =>
    new Pack()
      .validateScope(stack)
      .violations.flatMap(violation =>
        violation.violatingResources.map(
          ({ constructPath }) => `${violation.ruleName} at ${constructPath}`,
        ),
      ),
  );
}

describe('cdk-nag', () => {
  it.each(pairsOf(SHAPES, VARIANTS))(
    'has no unacknowledged finding in %j with %j',
    (shape, variant) => {
      expect(findings({ ...shape, ...variant })).toEqual([]);
    },
  );

  it('has findings without acknowledgements, so the rule packs run', () => {
    const found = findings({ size: 'large' }, true);

    expect(found.length).toBeGreaterThan(50);
    for (const pack of ['AwsSolutions-', 'NIST.', 'PCI.', 'HIPAA.']) {
      expect(found.some(finding => finding.startsWith(pack))).toBe(true);
    }
  });

  it('has a finding for every acknowledged rule', () => {
    const found = [...ALL_SHAPES.map(shape => ({ ...shape })), CHEAP].flatMap(
      props =>
        findings(props, true).map(finding => finding.replace(/ at .*/, '')),
    );
    const stale = ACKNOWLEDGEMENTS.flatMap(({ rules }) => rules)
      .filter(rule => !rule.startsWith('CloudFormation-Validate'))
      .map(rule =>
        rule
          .replace('{partition}', 'aws')
          .replace('{region}', PINNED.env.region)
          .replace('{account}', PINNED.env.account),
      )
      .filter(rule => !found.includes(rule));

    expect(stale).toEqual([]);
  });
});

describe(`aws-cdk-lib's validator`, () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'tap-validate-'));
  const plugin = new CloudFormationValidatePlugin();
  afterAll(() => rmSync(directory, { recursive: true }));

  const validate = (templateBody: string) => {
    const templatePath = path.join(directory, 'template.json');
    writeFileSync(templatePath, templateBody);
    return plugin.validate({
      templatePaths: [templatePath],
      stackTemplates: [
        {
          stackConstructPath: 'Audited',
          templatePath,
          accountId: PINNED.env.account,
          region: PINNED.env.region,
        },
      ],
      appConstruct: new App(),
    }).violations;
  };
  const warnings = (props: Partial<TapStackProps>) =>
    validate(synthesizeTemplate({ ...PINNED, ...props }).templateBody);
  const explained = ACKNOWLEDGEMENTS.flatMap(({ rules }) => rules)
    .filter(rule => rule.startsWith('CloudFormation-Validate::'))
    .map(rule => rule.split('::')[1]);

  it.each(
    pairsOf(
      SHAPES,
      VARIANTS.map((variant, index) => ({
        ...variant,
        engineVersion: ENGINE_MAJOR_VERSIONS[index],
      })),
    ),
  )(
    'has no error and no unacknowledged warning in %j with %j',
    (shape, variant) => {
      expect(
        warnings({ ...shape, ...variant }).filter(
          ({ ruleName, severity }) =>
            severity === 'error' || !explained.includes(ruleName),
        ),
      ).toEqual([]);
    },
  );

  it('reports an error for an unknown property', () => {
    const template = JSON.parse(synthesizeTemplate(PINNED).templateBody);
    template.Resources.DatabaseInstance.Properties.Storage = '20';

    expect(
      validate(JSON.stringify(template)).filter(
        ({ severity }) => severity === 'error',
      ),
    ).toHaveLength(1);
  });

  it('reports the acknowledged warnings', () => {
    expect(
      warnings({ retention: 'retain' })
        .map(({ ruleName }) => ruleName)
        .sort(),
    ).toEqual([...explained].sort());
  });
});

describe('docs/COMPLIANCE.md', () => {
  it('matches the acknowledgements (update it with UPDATE_DOCS=1)', () => {
    const file = path.resolve(__dirname, '../../../../docs/COMPLIANCE.md');
    const counted = (
      shape: string,
      shapes: Array<Partial<TapStackProps>>,
    ): FindingCounts => ({
      shape,
      before: shapes.flatMap(props => findings(props, true)),
      after: shapes.flatMap(props => findings(props)),
    });
    const document = complianceDocument([
      counted('micro, destroy', [ALL_SHAPES[0]]),
      counted('micro, destroy, public-ip', [CHEAP]),
      counted('large, retain', ALL_SHAPES.slice(-1)),
      counted('all shapes', ALL_SHAPES),
    ]);
    if (process.env.UPDATE_DOCS) {
      writeFileSync(file, document);
    }

    expect(readFileSync(file, 'utf8')).toBe(document);
  });
});
