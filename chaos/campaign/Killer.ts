import { setTimeout as sleep } from 'node:timers/promises';
import { BackendProcess, BackendSettings } from '../processes/BackendProcess';
import { SeededRandom } from '../SeededRandom';

/** Options of {@link Killer}. */
export interface KillerOptions {
  backend: BackendProcess;
  random: SeededRandom;
  /** Number of kills. */
  kills: number;
  /** Minimum and maximum seconds between readiness and kill. */
  uptimeSeconds: [number, number];
  /** Options of every start. */
  settings: BackendSettings;
  log: (line: string) => void;
}

/** Kills the back end with SIGKILL at random times and restarts it. */
export class Killer {
  /** Number of kills so far. */
  kills = 0;
  /** Number of exits of the back end that were not kills. */
  crashes = 0;
  private stopped = false;

  constructor(private readonly options: KillerOptions) {}

  /** Starts the back end for the first time. */
  async begin(): Promise<void> {
    await this.start();
    await this.options.backend.ready();
  }

  /** Kills until the number of kills is reached or it is stopped; afterwards a back end is running. */
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

  /** A back end that exited or does not become ready is restarted and counted. */
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
        await backend.kill();
        await this.start();
      }
    }
  }

  private start(): Promise<void> {
    const { backend, random, settings } = this.options;
    // If the keys are lost with the process, the next one rejects the recovered tasks, as with an expired token.
    const tokenKeys = random.chance(0.25) ? 'memory' : 'database';
    return backend.start({ ...settings, tokenKeys });
  }
}
