import { PortalDatabase } from '../../chaos/processes/PortalDatabase';
import { BuiltApp } from '../built/BuiltApp';
import { BuiltPortal } from '../built/BuiltPortal';
import { stockApps } from '../built/stockApps';
import { tapApp } from '../built/tapApp';
import { withSandbox } from '../built/withSandbox';
import { Figure, Measurement } from '../Figure';

const RUNS = 5;
/** Sandbox seconds per second. */
const SPEED = 1;

/** A back end that is started again and again on the same database. */
interface Restarted {
  app: BuiltApp;
  config: object;
  database: PortalDatabase;
}

async function start({ app, config, database }: Restarted): Promise<number> {
  const portal = await BuiltPortal.start(app, config, database);
  await portal.stop();
  return portal.readyAfter;
}

/** Restarts in turns. The first starts, which create the tables, do not count. */
async function restarts(config: object): Promise<Measurement> {
  const { stock } = await stockApps();
  const ours = {
    app: await tapApp(),
    config,
    database: await PortalDatabase.start(),
  };
  const theirs = {
    app: stock,
    config: {},
    database: await PortalDatabase.start(),
  };
  try {
    await start(ours);
    await start(theirs);
    const durations: Required<Measurement> = { ours: [], theirs: [] };
    for (let run = 0; run < RUNS; run++) {
      durations.ours.push(await start(ours));
      durations.theirs.push(await start(theirs));
    }
    return durations;
  } finally {
    await ours.database.stop();
    await theirs.database.stop();
  }
}

export const startFigures: Figure[] = [
  {
    name: 'start',
    what: 'start of the process → readiness, on a database with tables / of the back end that create-app makes',
    unit: 'ms',
    target: { atMostTimes: 1.1 },
    measure: () => withSandbox(SPEED, (_, config) => restarts(config)),
  },
];
