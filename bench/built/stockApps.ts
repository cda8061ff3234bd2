import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdopterApp } from '../../e2e-tests/AdopterApp';
import { readGuide } from '../../e2e-tests/InstallGuide';
import { PackageRegistry } from '../../e2e-tests/PackageRegistry';
import { packPackages } from '../../e2e-tests/packPackages';
import { publishedPackages } from '../../e2e-tests/publishedPackages';
import { BuiltApp } from './BuiltApp';

/** What TAP is compared with. */
export interface StockApps {
  /** An app as create-app makes it. */
  stock: BuiltApp;
  /** The same app with TAP, installed as docs/INSTALL.md describes it. */
  withTap: BuiltApp;
}

/** Sections of docs/INSTALL.md that install and configure TAP. */
const INSTALLATION = ['1', '2', '3', '4'];

/** The section that builds the archives. */
const BUILD = '7';

let apps: Promise<StockApps> | undefined;

/**
 * The apps, built once for all figures. Needs the type declarations that `yarn tsc` makes. `TAP_BENCH_STOCK` names a folder in
 * which they stay for later runs.
 */
export function stockApps(): Promise<StockApps> {
  apps ??= unpacked();
  return apps;
}

async function unpacked(): Promise<StockApps> {
  const kept = process.env.TAP_BENCH_STOCK;
  const directory = kept ?? (await mkdtemp(join(tmpdir(), 'tap-bench-stock-')));
  await mkdir(directory, { recursive: true });
  if (!kept) {
    process.once('exit', () =>
      rmSync(directory, { recursive: true, force: true }),
    );
  }
  const folders = {
    stock: join(directory, 'stock'),
    withTap: join(directory, 'with-tap'),
  };
  if (!existsSync(folders.withTap)) {
    await build(folders);
  }
  const app = (folder: string) => ({
    directory: folder,
    args: ['packages/backend'],
  });
  return { stock: app(folders.stock), withTap: app(folders.withTap) };
}

async function build(folders: Record<keyof StockApps, string>): Promise<void> {
  const guide = readGuide();
  const blocks = (sections: string[]) =>
    sections.flatMap(section => guide.get(section)!);
  const archives = await mkdtemp(join(tmpdir(), 'tap-bench-archives-'));
  const packages = publishedPackages();
  const registry = await PackageRegistry.start(
    packages,
    await packPackages(packages, archives),
  );
  try {
    const app = await AdopterApp.create(registry.url);
    try {
      await app.follow(blocks([BUILD]));
      await app.unpackProduction(folders.stock);
      await app.follow(blocks([...INSTALLATION, BUILD]));
      await app.unpackProduction(folders.withTap);
    } finally {
      await app.remove();
    }
  } finally {
    await registry.stop();
    await rm(archives, { recursive: true, force: true });
  }
}
