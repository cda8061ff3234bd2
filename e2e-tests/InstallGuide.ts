import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Document, isMap, isSeq, Node, parseDocument } from 'yaml';

const GUIDE = join(__dirname, '..', 'docs', 'INSTALL.md');

/** A code block of docs/INSTALL.md. */
export interface GuideBlock {
  language: string;
  /** The file that it changes, or the terminal in which its command keeps running. */
  title?: string;
  text: string;
}

/**
 * The code blocks of docs/INSTALL.md, in order.
 *
 * @returns the blocks by the number of their section
 */
export function readGuide(): Map<string, GuideBlock[]> {
  const [, ...sections] = readFileSync(GUIDE, 'utf8').split(/^## (?=\d)/m);
  return new Map(
    sections.map(section => [section.split('.')[0], blocksOf(section)]),
  );
}

/**
 * Changes a file as the guide describes it.
 *
 * @param root - of the app
 * @throws Error if a diff does not match exactly one place of the file
 */
export async function changeFile(
  root: string,
  { language, title, text }: GuideBlock,
): Promise<void> {
  const file = join(root, title!);
  const before = await readFile(file, 'utf8');
  const change = language === 'diff' ? replaceLines : addKeys;
  await writeFile(file, change(before, text));
}

function blocksOf(section: string): GuideBlock[] {
  const fences = section.matchAll(
    /^```(\w+)(?: title="([^"]+)")?\n([\s\S]*?)^```$/gm,
  );
  return [...fences].map(([, language, title, text]) => ({
    language,
    title,
    text,
  }));
}

function replaceLines(before: string, diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const without = (sign: string) =>
    lines
      .filter(line => !line.startsWith(sign))
      .map(line => line.slice(1))
      .join('\n');
  const parts = before.split(without('+'));
  if (parts.length !== 2) {
    throw new Error(`the file has ${parts.length - 1} places for\n${diff}`);
  }
  return parts.join(without('-'));
}

function addKeys(before: string, yaml: string): string {
  const document = parseDocument(before);
  merge(document, [], parseDocument(yaml).contents);
  return document.toString({ flowCollectionPadding: false, lineWidth: 0 });
}

function merge(document: Document, path: unknown[], added: Node | null): void {
  const existing = document.getIn(path, true);
  if (isMap(added) && (isMap(existing) || path.length === 0)) {
    added.items.forEach(({ key, value }) =>
      merge(document, [...path, (key as Node).toJSON()], value as Node),
    );
  } else if (isSeq(added) && isSeq(existing)) {
    existing.items.push(...added.items);
  } else {
    document.setIn(path, added);
  }
}
