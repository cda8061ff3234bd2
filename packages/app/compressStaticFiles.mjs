import { globSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

const dist = join(import.meta.dirname, 'dist');
const compress = promisify(brotliCompress);

// At the highest quality of Brotli, which takes too long for each request. packages/backend/src/serveCompressedFiles.ts serves
// the results. Not in `static`, whose files the back end also keeps in its database.
await Promise.all(
  globSync('**/*.{js,css,svg}', { cwd: join(dist, 'static') }).map(
    async name => {
      const target = join(dist, 'brotli', name);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(
        target,
        await compress(await readFile(join(dist, 'static', name))),
      );
    },
  ),
);
