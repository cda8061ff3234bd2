import fs from 'node:fs';
import path from 'node:path';
import { makePrivateDirectory, writePrivateFile } from './privateFiles';

const FILE = 'state.jsonl';
/** Size in bytes below which the file is not rewritten. */
const COMPACTION_FLOOR = 8 * 1024 * 1024;

/** A line of the file: a value put or removed, or an item appended to a list. */
interface Line {
  /** collection */
  c: string;
  /** key */
  k: string;
  /** value; absent if removed */
  v?: unknown;
  /** value appended to the list under the key */
  a?: unknown;
}

/**
 * Named collections of JSON values that survive a kill at any time.
 *
 * All values are in memory. Each change appends one line to a file, so its cost
 * does not depend on the size of the state. When superseded lines outweigh
 * current ones, the file is rewritten and replaced by a rename. An incomplete
 * last line after a kill is ignored.
 *
 * It does not use `node:sqlite`: that module is experimental in Node.js 22, prints a warning there, and needs a flag before
 * 22.13 (https://nodejs.org/docs/latest-v22.x/api/sqlite.html), while this package supports all of Node.js 22. Its tables
 * would replace only the file format, since values are JSON and every read is served from memory.
 */
export class StateStore {
  private readonly collections = new Map<string, Map<string, unknown>>();
  private pending: string[] = [];
  private scheduled = false;
  private descriptor: number;
  private bytes = 0;
  private compactedBytes = 0;
  private closed = false;

  /**
   * Opens the state in a directory, which is created if missing.
   *
   * @param directory - must not be open in another process
   */
  static open(directory: string): StateStore {
    makePrivateDirectory(directory);
    return new StateStore(path.join(directory, FILE));
  }

  private constructor(private readonly file: string) {
    if (fs.existsSync(file)) {
      this.replay(fs.readFileSync(file, 'utf8'));
    }
    this.descriptor = fs.openSync(file, 'a');
    this.compact();
  }

  get<T>(collection: string, key: string): T | undefined {
    return this.collections.get(collection)?.get(key) as T | undefined;
  }

  /** All values of a collection, in insertion order. */
  list<T>(collection: string): T[] {
    return [...(this.collections.get(collection)?.values() ?? [])] as T[];
  }

  keys(collection: string): string[] {
    return [...(this.collections.get(collection)?.keys() ?? [])];
  }

  /** The names of the collections that are not empty. */
  names(): string[] {
    return [...this.collections.keys()];
  }

  put(collection: string, key: string, value: unknown): void {
    this.apply({ c: collection, k: key, v: value });
    this.write({ c: collection, k: key, v: value });
  }

  remove(collection: string, key: string): void {
    if (this.collections.get(collection)?.has(key)) {
      this.apply({ c: collection, k: key });
      this.write({ c: collection, k: key });
    }
  }

  /** Appends to the list under a key; read it with {@link StateStore.get}. */
  append(collection: string, key: string, value: unknown): void {
    this.apply({ c: collection, k: key, a: value });
    this.write({ c: collection, k: key, a: value });
  }

  /** Removes a whole collection. */
  drop(collection: string): void {
    for (const key of [...(this.collections.get(collection)?.keys() ?? [])]) {
      this.remove(collection, key);
    }
  }

  /**
   * Writes all changes to the operating system, where they survive the end of
   * this process. Call it before a response is sent.
   */
  flush(): void {
    if (this.closed || this.pending.length === 0) {
      return;
    }
    const text = this.pending.join('');
    this.pending = [];
    this.bytes += fs.writeSync(this.descriptor, text);
    if (this.bytes > COMPACTION_FLOOR && this.bytes > 2 * this.compactedBytes) {
      this.compact();
    }
  }

  close(): void {
    this.flush();
    this.closed = true;
    fs.closeSync(this.descriptor);
  }

  private replay(text: string): void {
    for (const line of text.split('\n')) {
      const parsed = parseLine(line);
      if (parsed) {
        this.apply(parsed);
      }
    }
  }

  private apply(line: Line): void {
    let collection = this.collections.get(line.c);
    if (!collection) {
      collection = new Map();
      this.collections.set(line.c, collection);
    }
    if (line.a !== undefined) {
      const list = collection.get(line.k) as unknown[] | undefined;
      if (list) {
        list.push(line.a);
      } else {
        collection.set(line.k, [line.a]);
      }
    } else if (line.v !== undefined) {
      collection.set(line.k, line.v);
    } else {
      collection.delete(line.k);
      if (collection.size === 0) {
        this.collections.delete(line.c);
      }
    }
  }

  private write(line: Line): void {
    if (this.closed) {
      return;
    }
    this.pending.push(`${JSON.stringify(line)}\n`);
    if (!this.scheduled) {
      this.scheduled = true;
      setImmediate(() => {
        this.scheduled = false;
        this.flush();
      });
    }
  }

  private compact(): void {
    const lines: string[] = [];
    for (const [c, values] of this.collections) {
      for (const [k, v] of values) {
        lines.push(`${JSON.stringify({ c, k, v })}\n`);
      }
    }
    const next = `${this.file}.new`;
    writePrivateFile(next, lines.join(''));
    fs.renameSync(next, this.file);
    fs.closeSync(this.descriptor);
    this.descriptor = fs.openSync(this.file, 'a');
    this.compactedBytes = fs.fstatSync(this.descriptor).size;
    this.bytes = this.compactedBytes;
    this.pending = [];
  }
}

function parseLine(line: string): Line | undefined {
  try {
    return line === '' ? undefined : (JSON.parse(line) as Line);
  } catch {
    return undefined;
  }
}
