import { ChildProgram } from './ChildProgram';
import { PortalDatabase } from './PortalDatabase';

/** Stops all programs and databases on SIGINT and SIGTERM, because the sandbox stops its databases only on SIGTERM. */
export function stopOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void ChildProgram.endAll()
        .then(() => PortalDatabase.stopAll())
        .then(() => process.exit(1));
    });
  }
}
