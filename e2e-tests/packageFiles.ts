import { existsSync, globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { preProcessFile } from 'typescript';
import type { Manifest } from './publishedPackages';

/** All files that a manifest references as entry point, type declaration, command or configuration schema. */
export function entryFiles(manifest: Manifest): string[] {
  const conditions = Object.values(manifest.exports ?? {}).flatMap(entry =>
    typeof entry === 'string' ? [entry] : Object.values(entry),
  );
  return [
    manifest.main,
    manifest.module,
    manifest.types,
    manifest.configSchema,
    ...Object.values(manifest.bin ?? {}),
    ...conditions,
  ].filter(
    // A condition can also be the type of a feature, such as @backstage/BackendFeature.
    (file): file is string => file !== undefined && !file.startsWith('@'),
  );
}

/** The imports of the built files of a package: specifiers of other packages, and missing files. */
export function importsOf(folder: string): {
  packages: string[];
  missingFiles: string[];
} {
  const packages = new Set<string>();
  const missingFiles: string[] = [];
  for (const file of globSync('dist/**/*.js', { cwd: folder })) {
    const source = readFileSync(join(folder, file), 'utf8');
    const { importedFiles } = preProcessFile(source, true, true);
    for (const { fileName } of importedFiles) {
      if (fileName.startsWith('.')) {
        if (!existsSync(join(folder, dirname(file), fileName))) {
          missingFiles.push(`${fileName} in ${file}`);
        }
      } else if (!isBuiltin(fileName)) {
        packages.add(fileName);
      }
    }
  }
  return { packages: [...packages].sort(), missingFiles };
}

/** The package of an import, for example `@tap/stack` for `@tap/stack/sizes`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}
