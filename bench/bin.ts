import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stopOnSignal } from '../chaos/processes/stopOnSignal';
import { FigureResult } from './Figure';
import { figures } from './figures';
import { toResult } from './toResult';

const HELP = `./tap bench: measures TAP beside what you would have instead

  ./tap bench [--only NAME] [--out FILE.json]

  --only NAME   one figure, or all whose names begin with NAME
  --out FILE    output file for the figures as JSON

${figures.map(({ name, what }) => `  ${name.padEnd(18)}${what}`).join('\n')}

The exit code is 1 if a target is missed. Do nothing else on the machine meanwhile.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const chosen = figures.filter(({ name }) => name.startsWith(values.only));
  if (values.help || chosen.length === 0) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const results: FigureResult[] = [];
  for (const figure of chosen) {
    process.stderr.write(`${figure.name} …\n`);
    results.push(toResult(figure, await figure.measure()));
  }
  print(results);
  if (values.out) {
    const json = JSON.stringify({ figures: results }, undefined, 2);
    await writeFile(resolve(values.out), `${json}\n`);
  }
  return results.every(({ met }) => met) ? 0 : 1;
}

function print(results: FigureResult[]): void {
  const rows = results.map(result => [
    result.name,
    `${result.ours} ${result.unit}`,
    result.theirs === undefined ? '' : `${result.theirs} ${result.unit}`,
    result.ratio === undefined ? '' : `${result.ratio}×`,
    result.target,
    result.met ? 'met' : 'missed',
  ]);
  const table = [['figure', 'ours', 'theirs', 'ratio', 'target', ''], ...rows];
  const widths = table[0].map((_, column) =>
    Math.max(...table.map(row => row[column].length)),
  );
  for (const row of table) {
    const cells = row.map((cell, column) => cell.padEnd(widths[column]));
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}

stopOnSignal();

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(`bench: ${error.stack}\n`);
    process.exit(2);
  },
);
