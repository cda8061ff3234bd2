import { once } from 'node:events';
import { startFrontEndBuild } from '../scripts/frontEndBuild.mjs';

/** Builds the front end once for all portals: each of them would build it into the same folder. */
export default async function globalSetup() {
  const build = startFrontEndBuild();
  const [code] = build ? await once(build, 'exit') : [0];
  if (code !== 0) {
    throw new Error('The front end did not build');
  }
}
