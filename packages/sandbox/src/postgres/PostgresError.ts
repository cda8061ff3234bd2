/** An error of PostgreSQL, with PostgreSQL's own message. @public */
export class PostgresError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PostgresError';
  }
}

const MESSAGE = /\b(LOG|WARNING|ERROR|FATAL|PANIC|DETAIL|HINT): {1,2}(.*)$/;
const FAILURES = ['ERROR', 'FATAL', 'PANIC'];
/** Errors in a configuration file are first logged with level LOG. */
const CONFIGURATION_ERROR =
  /parameter|syntax error|invalid|could not|out of range|unrecognized/;

/**
 * Extracts the reason for a failed start from the server log: errors with
 * details and hints, without time stamps and local paths.
 *
 * @param log - the part of the server log that this start has written
 */
export function errorFromLog(log: string): PostgresError {
  const sentences: string[] = [];
  let relevant = false;
  for (const line of log.split('\n')) {
    const [, severity, text] = MESSAGE.exec(line) ?? [];
    if (!severity) {
      continue;
    }
    if (severity !== 'DETAIL' && severity !== 'HINT') {
      relevant =
        FAILURES.includes(severity) ||
        (severity === 'LOG' && CONFIGURATION_ERROR.test(text));
    }
    if (relevant) {
      sentences.push(withoutPaths(text));
    }
  }
  const causes = sentences.filter(text => !/contains errors/.test(text));
  const chosen = [...new Set(causes.length > 0 ? causes : sentences)];
  return new PostgresError(
    chosen.length > 0 ? chosen.join('. ') : log.trim().slice(-500),
  );
}

function withoutPaths(text: string): string {
  return text
    .replace(/ in file "[^"]*" line \d+/, '')
    .replace(/"\/[^"]*\/([^"/]+)"/g, '"$1"')
    .replace(/\.$/, '');
}
