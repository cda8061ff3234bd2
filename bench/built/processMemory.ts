import { readdir, readFile } from 'node:fs/promises';

/**
 * Memory of a process and of all that its threads have started, in MB, on Linux: the sum of their proportional set sizes
 * (https://docs.kernel.org/filesystems/proc.html, smaps_rollup).
 */
export async function processMemory(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const [, kibibytes] = /^Pss: +(\d+) kB$/m.exec(rollup)!;
  const children = await childrenOf(pid);
  const others = await Promise.all(children.map(processMemory));
  return others.reduce(
    (sum, each) => sum + each,
    (Number(kibibytes) * 1024) / 1e6,
  );
}

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(
    threads.map(thread =>
      readFile(`/proc/${pid}/task/${thread}/children`, 'utf8'),
    ),
  );
  return lists.join('').split(' ').filter(Boolean).map(Number);
}
