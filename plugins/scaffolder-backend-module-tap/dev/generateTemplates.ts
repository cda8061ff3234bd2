import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fieldSchemas, TEMPLATES } from './fieldSchemas';
import { generateTemplate } from './generateTemplate';

const root = resolve(__dirname, '../../..');

for (const [path, source] of Object.entries(TEMPLATES)) {
  const file = resolve(root, path);
  writeFileSync(
    file,
    generateTemplate(readFileSync(file, 'utf8'), fieldSchemas(source)),
  );
}
