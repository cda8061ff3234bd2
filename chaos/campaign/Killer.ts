import { setTimeout as sleep } from 'node:timers/promises';
import { BackendProcess, BackendSettings } from '../processes/BackendProcess';
import { SeededRandom } from '../SeededRandom';

/** How a killer goes about it. */
export interface KillerOptions {
  backend: BackendProcess;
  random: SeededRandom;
  /** How often it kills. */
  kills: number;
  /** Least and most seconds that a back end is let live once it is ready. */
  uptimeSeconds: [number, number];
  /** What every start has in common. */
  settings: BackendSettings;
  log: (line: string) => void;
}

/** Kills the back end with SIGKILL at random moments, and starts it again. */
export class Killer {
  /** How often it has killed so far. */
  kills = 0;
  /** How often the back end has died by itself. */
  crashes = 0;
  private stopped = false;

  constructor(private readonly options: KillerOptions) {}

  /** Starts the back end for the first time. */
  async begin(): Promise<void> {
    await this.start();
    await this.options.backend.ready();
  }

  /** Kills until it has done so often enough, or is told to stop; a back end is running afterwards. */
  async run(): Promise<void> {
    const { kills, random, uptimeSeconds } = this.options;
    while (!this.stopped && this.kills < kills) {
      const isEarly = random.chance(0.1);
      const seconds = isEarly
        ? random.between(1, 6)
        : random.between(...uptimeSeconds);
      if (!isEarly) {
        await this.becomeReady();
      }
      await this.live(seconds);
      if (!this.stopped) {
        await this.killAndStart();
      }
    }
    await this.becomeReady();
  }

  stop(): void {
    this.stopped = true;
  }

  private async live(seconds: number): Promise<void> {
    const end = performance.now() + seconds * 1000;
    while (!this.stopped && performance.now() < end) {
      await sleep(100);
    }
  }

  private async killAndStart(): Promise<void> {
    const { backend, log, random } = this.options;
    await backend.kill();
    this.kills += 1;
    log(`kill ${this.kills}`);
    await sleep(random.between(0, 3) * 1000);
    await this.start();
  }

  /** A back end that has died by itself is started again, and counted. */
  private async becomeReady(): Promise<void> {
    const { backend, log } = this.options;
    for (;;) {
      try {
        await backend.ready();
        return;
      } catch (error) {
        this.crashes += 1;
        log(`${error}; see backend.log`);
        if (this.crashes > 5) {
          throw error;
        }
        await this.start();
      }
    }
  }

  private start(): Promise<void> {
    const { backend, random, settings } = this.options;
    // Where the keys die with the process, the next one refuses what was recovered: as with an expired token.
    const tokenKeys = random.chance(0.25) ? 'memory' : 'database';
    return backend.start({ ...settings, tokenKeys });
  }
}
