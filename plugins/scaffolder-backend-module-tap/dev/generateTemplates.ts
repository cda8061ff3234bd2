import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fieldSchemas, packedCopy, TEMPLATES } from './fieldSchemas';
import { generateTemplate } from './generateTemplate';

const root = resolve(__dirname, '../../..');

for (const [path, source] of Object.entries(TEMPLATES)) {
  const file = resolve(root, path);
  const text = generateTemplate(
    readFileSync(file, 'utf8'),
    fieldSchemas(source),
  );
  writeFileSync(file, text);
  writeFileSync(resolve(root, packedCopy(path)), text);
}
