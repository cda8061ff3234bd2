import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { StateStore } from './StateStore';

describe('StateStore', () => {
  let directory: string;
  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tap-state-'));
  });
  afterEach(() => fs.rmSync(directory, { recursive: true, force: true }));

  const file = () => path.join(directory, 'state.jsonl');

  it('has all values after it is reopened', () => {
    const store = StateStore.open(directory);
    store.put('stacks', 'a', { status: 'old' });
    store.put('stacks', 'a', { status: 'new' });
    store.put('stacks', 'b', {});
    store.remove('stacks', 'b');
    store.append('events', 'a', 1);
    store.append('events', 'a', 2);
    store.close();
    const again = StateStore.open(directory);
    expect(again.list('stacks')).toEqual([{ status: 'new' }]);
    expect(again.get('events', 'a')).toEqual([1, 2]);
    again.close();
  });

  it('needs no close after a flush', () => {
    const store = StateStore.open(directory);
    store.put('stacks', 'a', 1);
    store.flush();
    expect(fs.readFileSync(file(), 'utf8')).toContain('"stacks"');
    store.close();
  });

  it('ignores an incomplete last line after a kill', () => {
    const store = StateStore.open(directory);
    store.put('stacks', 'a', 1);
    store.close();
    fs.appendFileSync(file(), '{"c":"stacks","k":"b","v"');
    const again = StateStore.open(directory);
    expect(again.keys('stacks')).toEqual(['a']);
    again.put('stacks', 'c', 3);
    again.close();
    const third = StateStore.open(directory);
    expect(third.keys('stacks')).toEqual(['a', 'c']);
    third.close();
  });

  it('rewrites the file when superseded lines outweigh current ones', () => {
    const store = StateStore.open(directory);
    const value = 'x'.repeat(1024 * 1024);
    for (let i = 0; i < 20; i += 1) {
      store.put('stacks', 'a', `${value}${i}`);
      store.flush();
    }
    expect(fs.statSync(file()).size).toBeLessThan(12 * 1024 * 1024);
    store.close();
    const again = StateStore.open(directory);
    expect(again.get<string>('stacks', 'a')).toMatch(/x19$/);
    again.close();
  });

  it('drops whole collections', () => {
    const store = StateStore.open(directory);
    store.put('world/a', 'x', 1);
    store.put('world/a', 'y', 2);
    store.drop('world/a');
    expect(store.names()).toEqual([]);
    store.close();
  });
});
