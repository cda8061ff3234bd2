import { Egress } from '@tap/plugin-tap-common';
import { sizes } from '@tap/stack/module';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { costDocument, PricedShape } from '../__testUtils__/costDocument';
import { TestAccount } from '../__testUtils__/TestAccount';

jest.setTimeout(120_000);

const FILE = resolve(__dirname, '../../../../docs/COST.md');
const EGRESSES: Egress[] = ['nat-gateway', 'public-ip', 'none'];

describe('docs/COST.md', () => {
  it('has the prices of the templates (update it with UPDATE_DOCS=1)', async () => {
    const account = await TestAccount.start({
      stackModule: '@tap/stack/module',
    });
    const { engine } = account.engine();
    const shapes: PricedShape[] = [];
    for (const [size, { readReplicas: most }] of Object.entries(sizes)) {
      const usual = engine.egress('sandbox', size);
      for (const egress of EGRESSES) {
        for (const readReplicas of new Set([most, 0])) {
          const price = await engine.price('sandbox', size, {
            egress,
            readReplicas,
          });
          const isDefault = egress === usual;
          shapes.push({ size, egress, isDefault, readReplicas, price: price! });
        }
      }
    }
    await account.stop();
    const document = await format(costDocument(shapes), {
      ...(await resolveConfig(FILE)),
      parser: 'markdown',
    });
    if (process.env.UPDATE_DOCS) {
      writeFileSync(FILE, document);
    }
    expect(readFileSync(FILE, 'utf8')).toBe(document);
  });
});
