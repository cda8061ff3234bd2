import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = join(__dirname, '../packages/app/dist');

/** What the built front end loads before anything is seen. Its page names these files. */
export async function countInitialLoad() {
  const page = await readFile(join(DIST, 'index.html'), 'utf8');
  const files = [...page.matchAll(/="\/(static\/[^"]+\.(?:js|css))"/g)].map(
    ([, file]) => file,
  );
  const sizes = await Promise.all(
    files.map(async file => gzipSync(await readFile(join(DIST, file))).length),
  );
  const own = files.findIndex(file => /^main\..*\.js$/.test(basename(file)));
  return {
    initialFiles: files.length,
    initialBytes: sizes.reduce((sum, size) => sum + size, 0),
    initialOwnBytes: sizes[own],
  };
}
