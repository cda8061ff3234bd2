import { BuiltApp } from './BuiltApp';
import { BuiltPortal } from './BuiltPortal';
import { loadPage, PageLoad } from './loadPage';
import { withSandbox } from './withSandbox';

/** Loads of each side of a comparison. */
export interface PageLoads {
  ours: PageLoad[];
  theirs: PageLoad[];
}

/** Loads the first pages of two portals in turns: one with TAP on a sandbox, one without. Each has an empty database. */
export async function loadPages(
  apps: { ours: BuiltApp; theirs: BuiltApp },
  runs: number,
): Promise<PageLoads> {
  return withSandbox(1, (_, config) =>
    withPortal(apps.ours, config, ours =>
      withPortal(apps.theirs, {}, async theirs => {
        const loads: PageLoads = { ours: [], theirs: [] };
        for (let run = 0; run < runs; run++) {
          loads.ours.push(await loadPage(ours.url));
          loads.theirs.push(await loadPage(theirs.url));
        }
        return loads;
      }),
    ),
  );
}

async function withPortal<T>(
  app: BuiltApp,
  config: object,
  measure: (portal: BuiltPortal) => Promise<T>,
): Promise<T> {
  const portal = await BuiltPortal.start(app, config);
  try {
    return await measure(portal);
  } finally {
    await portal.stop();
  }
}
