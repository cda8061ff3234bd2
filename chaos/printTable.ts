/** Prints a result, one line per figure; counts by kind have a line for each kind. */
export function printTable(result: object): void {
  const rows = Object.entries(result).flatMap(([key, value]) =>
    typeof value === 'object'
      ? Object.entries(value as object).map(([kind, count]) => [
          `${key}.${kind}`,
          String(count),
        ])
      : [[key, String(value)]],
  );
  const width = Math.max(...rows.map(([key]) => key.length));
  for (const [key, value] of rows) {
    process.stdout.write(`${key.padEnd(width)}  ${value}\n`);
  }
}
