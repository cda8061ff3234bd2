import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A link or an image of Markdown: `[text](target)`. */
const LINK = /\]\(([^)\s]+)\)/g;
const FENCED_CODE = /^```[\s\S]*?^```$/gm;

/**
 * Finds relative links of a Markdown file that lead to no file, or to no heading of one. Registries resolve the links of a
 * packed README in the same way, in the folder of the package in the repository.
 *
 * @param file - path of the Markdown file
 * @returns the targets of the links
 */
export function deadLinks(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(FENCED_CODE, '');
  return [...text.matchAll(LINK)]
    .map(([, target]) => target)
    .filter(target => !/^[a-z]+:/.test(target) && !isAlive(file, target));
}

function isAlive(file: string, target: string): boolean {
  const [path, heading] = target.split('#');
  const linked = path === '' ? file : join(dirname(file), path);
  return (
    existsSync(linked) &&
    (heading === undefined || headingsOf(linked).includes(heading))
  );
}

/** IDs of the headings, as GitHub generates them. */
function headingsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(FENCED_CODE, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
