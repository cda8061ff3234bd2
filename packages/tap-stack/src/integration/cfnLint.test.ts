import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ENGINE_MAJOR_VERSIONS } from '..';
import {
  ALL_SHAPES,
  EXISTING_NETWORK,
  OTHER_PARTITIONS,
  pinnedIn,
  SIZE_NAMES,
  Template,
  templateOf,
} from '../__testUtils__/shapes';

jest.setTimeout(300_000);

/**
 * cfn-lint is a Python program, not a dependency of this package: `pip install
 * cfn-lint`.
 */
const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;

const OPTIONS = {
  alarmTopic: true,
  deletionProtection: true,
  s3PrefixListId: 'pl-63a5400a',
};

/** The largest template; every combination in `./tap verify`, because cfn-lint takes seconds for each. */
const SHAPES = process.env.TAP_VERIFY
  ? ALL_SHAPES
  : ([{ size: 'large', retention: 'retain' }] as const);

/** By file name. Each template uses another major version. */
const TEMPLATES: Record<string, Template> = Object.fromEntries([
  ...SHAPES.map(({ size, retention }, index) => [
    `${size}-${retention}`,
    templateOf({
      ...{ size, retention },
      ...OPTIONS,
      engineVersion:
        ENGINE_MAJOR_VERSIONS[index % ENGINE_MAJOR_VERSIONS.length],
    }),
  ]),
  ['existing-network', templateOf({ network: EXISTING_NETWORK })],
  ['public-ip', templateOf({ egress: 'public-ip' })],
  ['no-egress', templateOf({ egress: 'none' })],
]);

/**
 * Skipped without cfn-lint, because it is a Python package and the suite
 * installs only npm packages.
 */
(hasCfnLint ? describe : describe.skip)('cfn-lint', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'tap-cfn-lint-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  /** Findings of level warning and above, as `file: rule message`. */
  const findings = async (
    templates: typeof TEMPLATES,
    region = 'us-east-1',
  ): Promise<string[]> => {
    const files = Object.entries(templates).map(([name, template]) => {
      const file = path.join(directory, `${name}.json`);
      writeFileSync(file, JSON.stringify(template));
      return file;
    });
    const output = await new Promise<string>(resolve =>
      // It exits with an error if there are findings.
      execFile(
        'cfn-lint',
        ['--format', 'json', '--regions', region, '--', ...files],
        { maxBuffer: 64 * 1024 ** 2 },
        (_, stdout) => resolve(stdout),
      ),
    );
    return JSON.parse(output).map(
      ({ Filename, Rule, Message }: Record<string, any>) =>
        `${path.basename(Filename)}: ${Rule.Id} ${Message}`,
    );
  };

  it('has no findings in any template, also with an existing network', async () => {
    expect(await findings(TEMPLATES)).toEqual([]);
  });

  // In `./tap verify` only, because cfn-lint takes seconds for each template. partitions.test.ts checks the partition of all ARNs.
  const inVerify = process.env.TAP_VERIFY ? describe : describe.skip;

  inVerify('in other partitions', () => {
    it.each(Object.entries(OTHER_PARTITIONS))(
      'has no findings in %s',
      async (partition, region) => {
        const shape = (size: (typeof SIZE_NAMES)[number]) =>
          templateOf({
            ...pinnedIn(region),
            ...OPTIONS,
            size,
            retention: 'retain',
          });
        const templates = Object.fromEntries(
          // GovCloud does not offer the class of `medium`, which the portal marks in the form.
          (['micro', 'large'] as const).map(size => [
            `${partition}-${size}`,
            shape(size),
          ]),
        );
        expect(await findings(templates, region)).toEqual([]);
      },
    );
  });

  it('reports an unknown class and the ignored rules', async () => {
    const wrong: Template = JSON.parse(
      JSON.stringify(
        templateOf({ size: 'small', retention: 'retain', ...OPTIONS }),
      ),
    );
    wrong.Resources.DatabaseInstance.Properties.DBInstanceClass = 'db.none';
    const rules = (await findings({ wrong: { ...wrong, Metadata: {} } })).map(
      finding => finding.split(' ')[1],
    );

    expect(rules).toEqual(expect.arrayContaining(['E3025', 'W3010', 'W3011']));
  });
});
