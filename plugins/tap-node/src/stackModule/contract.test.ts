import { RETENTIONS } from '@tap/plugin-tap-common';
import * as tapStack from '@tap/stack/module';
import type * as tapStackSynthesizer from '@tap/stack/synthesize';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockLogger } from '../__testUtils__/mockLogger';
import * as exampleStack from '../__testUtils__/exampleStack';
import { WorkerSynthesizer } from '../synthesis';
import { StackInput } from './StackInput';
import { StackModule, StackSynthesizer } from './StackModule';
import { StackTemplate } from './StackTemplate';

jest.setTimeout(120_000);

/** By their types, both fulfil the contract. */
const MODULES: Record<string, StackModule> = {
  '@tap/stack/module': tapStack,
  [require.resolve('../__testUtils__/exampleStack')]: exampleStack,
};
type TapStackSynthesizer = StackSynthesizer<(typeof tapStack.sizes)['small']>;

function input(module: StackModule, more: Partial<StackInput>): StackInput {
  return {
    accountId: '123456789012',
    region: 'eu-central-1',
    suffix: 'orders',
    stackName: 'TapStack-orders',
    size: module.sizes[module.defaultSize],
    retention: 'destroy',
    engineVersion: '17',
    backupRetentionDays: 7,
    availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    isSettled: false,
    ...more,
  };
}

/** What the deletion of a stack in creation would leave behind. */
function leftovers({ Resources = {} }: StackTemplate): string[] {
  return Object.keys(Resources).filter(logicalId => {
    const { DeletionPolicy, Properties = {}, Type } = Resources[logicalId];
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
    const standard = Type === 'AWS::RDS::DBInstance' ? 'Snapshot' : 'Delete';
    return (
      (DeletionPolicy ?? standard) !== 'Delete' ||
      Properties.DeletionProtection === true ||
      Properties.DeleteAutomatedBackups === false
    );
  });
}

describe.each(Object.entries(MODULES))(
  'the stack module %s',
  (name, module) => {
    const synthesizer = WorkerSynthesizer.create({
      stackModule: name,
      logger: mockLogger(),
    });
    afterAll(() => synthesizer.stop());

    const shapes = Object.entries(module.sizes).flatMap(([sizeName, size]) =>
      RETENTIONS.map(retention => ({ sizeName, size, retention })),
    );

    it.each(shapes)(
      'fulfils the contract with $sizeName, $retention',
      async ({ size, retention }) => {
        const make = async (isSettled: boolean) => {
          const made = await synthesizer.synthesize(
            input(module, { size, retention, isSettled }),
          );
          return { ...made, template: JSON.parse(made.templateBody) };
        };
        const created = await make(false);
        const settled = await make(true);
        expect(leftovers(created.template)).toEqual([]);
        const before = structuredClone(created.template);
        expect(module.settle(created.template, retention)).toEqual(
          settled.template,
        );
        expect(created.template).toEqual(before);
        expect(module.settle(settled.template, retention)).toEqual(
          settled.template,
        );
        const facts = module.describe(created.template)!;
        expect(created.template.Resources[facts.primaryDatabase].Type).toBe(
          'AWS::RDS::DBInstance',
        );
        const [denied] = JSON.parse(created.stackPolicyBody).Statement.filter(
          (statement: { Effect: string }) => statement.Effect === 'Deny',
        );
        expect(denied.Resource.sort()).toEqual(
          facts.dataHolders.map(id => `LogicalResourceId/${id}`).sort(),
        );
        expect(Buffer.byteLength(settled.templateBody)).toBeLessThanOrEqual(
          51_200,
        );
        const days = module.defaultBackupRetentionDays(size, retention);
        expect(days).toBeGreaterThanOrEqual(1);
        expect(days).toBeLessThanOrEqual(35);
        expect([2, 3]).toContain(module.requiredZones(size));
      },
    );

    it('leaves the template of another module alone', () => {
      const other = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
      expect(module.describe(other)).toBeUndefined();
      expect(module.settle(other, 'retain')).toEqual(other);
      expect(module.settle({}, 'snapshot')).toEqual({});
    });
  },
);

it('the synthesizer of @tap/stack/module has the type of the contract', () => {
  const typed: TapStackSynthesizer = jest.requireActual<
    typeof tapStackSynthesizer
  >(tapStack.synthesizer);
  expect(typed.synthesize).toBeInstanceOf(Function);
});

describe('docs/STACK-MODULE.md', () => {
  const text = readFileSync(
    join(__dirname, '../../../../docs/STACK-MODULE.md'),
    'utf8',
  );

  it.each(['index.ts', 'ExampleStack.ts'])(
    'has the %s that the tests deploy',
    file => {
      const code = readFileSync(
        join(__dirname, '../__testUtils__/exampleStack', file),
        'utf8',
      );
      expect(text).toContain(`\`\`\`ts\n${code.trim()}\n\`\`\``);
    },
  );

  it('has every export of a stack module in its table', () => {
    for (const member of Object.keys(tapStack)) {
      expect(text).toMatch(new RegExp(`^\\| \`${member}[\`(]`, 'm'));
    }
  });
});
