import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The links of a packed README that lead nowhere for an adopter: a file that the package does not contain, for example of
 * the repository, or a heading that does not exist. Absolute links are not followed.
 *
 * @param folder - of the installed package
 * @param file - relative to the folder
 */
export function brokenLinks(folder: string, file: string): string[] {
  const text = readFileSync(join(folder, file), 'utf8').replaceAll(
    /^```[^]*?^```/gm,
    '',
  );
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    anchorOf(heading),
  );
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link)
    .filter(link => {
      if (/^https?:/.test(link)) {
        return false;
      }
      const [path, anchor] = link.split('#');
      return path === ''
        ? !headings.includes(anchor)
        : link.startsWith('..') || !existsSync(join(folder, path));
    });
}

/** As GitHub and npm make the anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}
