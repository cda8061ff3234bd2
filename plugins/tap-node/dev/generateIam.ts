import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { iamFiles } from './iam/iamFiles';

const folder = resolve(__dirname, '../../../docs/iam');

iamFiles().then(files => {
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(resolve(folder, name), text);
  }
});
