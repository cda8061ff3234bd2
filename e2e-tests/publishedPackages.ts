import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');

/** The members of a package.json that the tests read. */
export interface Manifest {
  name: string;
  private?: boolean;
  main: string;
  module?: string;
  types: string;
  bin?: Record<string, string>;
  configSchema?: string;
  sideEffects?: boolean | string[];
  exports?: Record<string, string | Record<string, string>>;
  dependencies: Record<string, string>;
  peerDependencies?: Record<string, string>;
  backstage: { role: string };
}

/** A published package of the repository. */
export interface PublishedPackage {
  /** Relative to the root of the repository. */
  folder: string;
  manifest: Manifest;
}

/** The published packages of the repository. */
export function publishedPackages(): PublishedPackage[] {
  return globSync('{packages,plugins}/*/package.json', { cwd: ROOT })
    .map(file => ({
      folder: dirname(file),
      manifest: readManifest(join(ROOT, file)),
    }))
    .filter(({ manifest }) => !manifest.private);
}

/** Reads a package.json. */
export function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8'));
}
