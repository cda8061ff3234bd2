const { randomUUID } = require('node:crypto');
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

const directory = process.env.TAP_MUTANT_COVERAGE;

if (directory) {
  afterAll(() => {
    const { static: passed = {} } =
      globalThis.__stryker__?.mutantCoverage ?? {};
    writeFileSync(
      join(directory, `${randomUUID()}.json`),
      JSON.stringify({
        testFile: expect.getState().testPath,
        mutants: Object.keys(passed),
      }),
    );
  });
}
