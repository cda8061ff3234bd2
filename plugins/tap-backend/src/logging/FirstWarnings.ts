import { LoggerService } from '@backstage/backend-plugin-api';

/** Logs a condition that regular passes find again and again: once when it begins, and once when it ends. */
export class FirstWarnings {
  private readonly reported = new Set<string>();

  constructor(private readonly logger: LoggerService) {}

  /**
   * Logs a warning, or a debug message if the condition is known already.
   *
   * @param key - identifies the condition
   */
  warn(key: string, message: string): void {
    if (this.reported.has(key)) {
      this.logger.debug(message);
      return;
    }
    this.reported.add(key);
    this.logger.warn(message);
  }

  /** Logs that conditions have ended: those that were reported and are not in `keys`. */
  keepOnly(keys: Iterable<string>): void {
    const current = new Set(keys);
    for (const key of this.reported) {
      if (!current.has(key)) {
        this.end(key);
      }
    }
  }

  /** Logs that a condition has ended, if it was reported. */
  end(key: string): void {
    if (this.reported.delete(key)) {
      this.logger.info(`Solved: ${key}`);
    }
  }
}
