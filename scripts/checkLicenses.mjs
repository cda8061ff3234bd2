// Fails if a production dependency of a published package has a license that is not in ALLOWED. Direct and indirect dependencies
// are read from node_modules, so they have to be installed.
import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** SPDX identifiers (https://spdx.org/licenses) of licenses that only ask for notices. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];

/** Packages whose manifest has no license that this script understands, with the reason why they are allowed. */
const REVIEWED = {
  'fast-shallow-equal': 'Its LICENSE is the Unlicense.',
  pause: 'Its readme contains the MIT license.',
  'react-universal-interface': 'Its LICENSE is the Unlicense.',
  'valid-url': 'Its LICENSE is the MIT license.',
  '@isomorphic-git/pgp-plugin':
    'LGPL-3.0+: a library that @backstage/plugin-scaffolder-node loads unchanged, in every Backstage with a scaffolder.',
};

const found = new Map();
for (const file of globSync('{packages,plugins}/*/package.json', {
  cwd: root,
})) {
  const folder = dirname(join(root, file));
  if (!read(folder).private) {
    collect(folder);
  }
}

const rejected = [...found.values()].filter(
  ({ name, license }) => !isAllowed(license) && !REVIEWED[name],
);
for (const { name, version, license, usedBy } of rejected) {
  console.error(
    `${name}@${version}, a dependency of ${usedBy}, has the license ${JSON.stringify(
      license,
    )}. Replace the package, or review its license and add it to scripts/checkLicenses.mjs.`,
  );
}
console.log(`${found.size} packages checked, ${rejected.length} rejected`);
process.exitCode = rejected.length > 0 ? 1 : 0;

/** Adds a package and everything that it depends on. */
function collect(folder, usedBy) {
  if (found.has(folder)) {
    return;
  }
  const manifest = read(folder);
  const { name, version, dependencies = {}, optionalDependencies } = manifest;
  const license = manifest.license ?? manifest.licenses;
  found.set(folder, { name, version, license, usedBy });
  for (const dependency of Object.keys({
    ...dependencies,
    ...optionalDependencies,
  })) {
    const installed = folderOf(dependency, folder);
    // Optional dependencies for other platforms are not installed.
    if (installed) {
      collect(installed, name);
    }
  }
}

/** Where Node.js finds a package, from the folder of another one. */
function folderOf(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) {
      return realpathSync(candidate);
    }
    if (folder === dirname(folder)) {
      return undefined;
    }
  }
}

/** Whether an SPDX expression, or one license of a choice, is allowed. */
function isAllowed(license) {
  if (typeof license !== 'string') {
    return [license].flat().some(each => each && isAllowed(each.type ?? ''));
  }
  return license
    .replaceAll(/[()]/g, '')
    .split(/\s+OR\s+/i)
    .some(choice =>
      choice.split(/\s+AND\s+/i).every(each => ALLOWED.includes(each.trim())),
    );
}

function read(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
