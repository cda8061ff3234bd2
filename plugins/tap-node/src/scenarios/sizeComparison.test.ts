import {
  parameterAmount,
  parameterDefaults,
  reservedConnections,
} from '@tap/aws-facts';
import { databaseMemoryBytes, memoryPlan, SizeName, SIZES } from '@tap/stack';
import * as stackModule from '@tap/stack/module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { testTarget } from '../__testUtils__/testTarget';
import {
  EARLIER_RELEASES,
  environmentsOf,
  stackIn,
} from '../__testUtils__/earlierReleases';
import { pinnedOptions } from '../deploy/pinnedOptions';
import { stackInput } from '../deploy/stackInput';
import { priceOfTemplate } from '../plan/priceOfTemplate';
import { PriceList } from '../prices/PriceList';
import { StackTemplate } from '../stackModule';

const DOCUMENT = join(__dirname, '../../../../docs/STACK.md');
const [BEGIN, END] = ['<!-- comparison -->', '<!-- end of comparison -->'];

const [RELEASE] = EARLIER_RELEASES;
const REGION = 'us-east-1';
const RETENTION = 'snapshot';
const MIB = 1024 ** 2;
const SIZE_NAMES = Object.keys(SIZES) as SizeName[];

/** The templates of a new environment, made by the release and by this one from the same request. */
interface Versions {
  size: SizeName;
  before: StackTemplate;
  after: StackTemplate;
  /** With a topic for alarms. */
  afterWithTopic: StackTemplate;
}

function versionsOf(size: SizeName): Versions {
  const suffix = `${size}-${RETENTION}`;
  const { template, metadata } = stackIn(environmentsOf(RELEASE)[suffix]);
  const { synthesize } = jest.requireActual(stackModule.synthesizer);
  const made = (options: object): StackTemplate => {
    const target = testTarget({ region: REGION, ...options });
    return JSON.parse(
      synthesize(
        stackInput(
          { suffix, target: 'sandbox' },
          {
            ...metadata,
            pins: {
              ...metadata.pins,
              options: pinnedOptions(
                target,
                stackModule.defaultEgress(SIZES[size]),
              ),
            },
          },
          target,
          { isComplete: true },
        ),
      ).templateBody,
    );
  };
  return {
    size,
    before: template,
    after: made({}),
    afterWithTopic: made({
      alarmTopicArn: `arn:aws:sns:${REGION}:000000000000:on-call`,
    }),
  };
}

/** The parameters of PostgreSQL that are in force: those of the group, and RDS's defaults. */
function parametersOf({ Resources = {} }: StackTemplate) {
  const { Family, Parameters } = Object.values(Resources).find(
    ({ Type }) => Type === 'AWS::RDS::DBParameterGroup',
  )!.Properties as { Family: string; Parameters: Record<string, string> };
  return {
    parameters: { ...parameterDefaults(Family), ...Parameters },
    reserved: reservedConnections(Family, Parameters),
  };
}

function connections(template: StackTemplate, size: SizeName): number {
  const { parameters, reserved } = parametersOf(template);
  const all = parameterAmount(parameters.max_connections, {
    DBInstanceClassMemory: databaseMemoryBytes(SIZES[size]),
  })!;
  return Math.floor(all) - reserved;
}

/** Most memory that PostgreSQL uses, in MiB, and the share of what the class has for it. */
function memory(template: StackTemplate, size: SizeName): string {
  const bytes = memoryPlan(parametersOf(template).parameters, SIZES[size])
    .map(share => share.bytes)
    .reduce((a, b) => a + b);
  const share = bytes / databaseMemoryBytes(SIZES[size]);
  return `${Math.round(bytes / MIB)} MiB (${Math.round(share * 100)} %)`;
}

function alarms({ Resources = {} }: StackTemplate): number {
  return Object.values(Resources).filter(
    ({ Type }) => Type === 'AWS::CloudWatch::Alarm',
  ).length;
}

function priceItems(template: StackTemplate): Map<string, number> {
  const { items, monthlyUsd } = priceOfTemplate(
    template,
    PriceList.of(REGION),
  )!;
  const sums = new Map<string, number>();
  for (const { item, monthlyUsd: usd } of items) {
    // The class is a row of another table.
    const name = item.replace(/ (db\.)?\w+\.\w+$/, '');
    sums.set(name, (sums.get(name) ?? 0) + usd);
  }
  return sums.set('Total', monthlyUsd);
}

/** A value, or both if it has changed. */
function change(before: string | number, after: string | number): string {
  return before === after ? String(after) : `${before} → ${after}`;
}

function table(): string {
  const all = SIZE_NAMES.map(versionsOf);
  const row = (name: string, cell: (versions: Versions) => string) =>
    `| ${[name, ...all.map(cell)].join(' | ')} |`;
  const items = [
    ...new Set(
      all.flatMap(({ before, afterWithTopic }) =>
        [before, afterWithTopic].flatMap(each => [...priceItems(each).keys()]),
      ),
    ),
  ].filter(item => item !== 'Total');
  const usd = (template: StackTemplate, item: string) => {
    const amount = priceItems(template).get(item);
    return amount === undefined ? '–' : `$${amount.toFixed(2)}`;
  };
  return [
    `| | ${SIZE_NAMES.join(' | ')} |`,
    `| --- ${'| --- '.repeat(SIZE_NAMES.length)}|`,
    row('connections for applications', ({ size, before, after }) =>
      change(connections(before, size), connections(after, size)),
    ),
    row(
      'most memory in use, share of what PostgreSQL has',
      ({ size, before, after }) =>
        change(memory(before, size), memory(after, size)),
    ),
    row('alarms without a topic', ({ before, after }) =>
      change(alarms(before), alarms(after)),
    ),
    row('alarms with a topic', ({ before, afterWithTopic }) =>
      change(alarms(before), alarms(afterWithTopic)),
    ),
    ...[...items, 'Total'].map(item =>
      row(
        `${item}${
          ['Alarm', 'Total'].includes(item) ? ', without a topic' : ''
        }, a month`,
        ({ before, after }) => change(usd(before, item), usd(after, item)),
      ),
    ),
    row('Total, with a topic, a month', ({ before, afterWithTopic }) =>
      change(usd(before, 'Total'), usd(afterWithTopic, 'Total')),
    ),
  ].join('\n');
}

it('docs/STACK.md compares the sizes with those of the earlier release (update it with UPDATE_DOCS=1)', async () => {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before] = text.split(BEGIN);
  const [, after] = text.split(END);
  const upToDate = await format(
    `${before}${BEGIN}\n\n${table()}\n\n${END}${after}`,
    { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' },
  );
  if (process.env.UPDATE_DOCS) {
    writeFileSync(DOCUMENT, upToDate);
  }

  expect(readFileSync(DOCUMENT, 'utf8')).toBe(upToDate);
});
