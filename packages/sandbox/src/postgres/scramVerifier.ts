import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

const ITERATIONS = 4096;

/**
 * Computes the verifier that PostgreSQL stores for a password, so that the
 * password is in no SQL statement and in no server log:
 * https://www.postgresql.org/docs/current/catalog-pg-authid.html
 *
 * @param password - printable ASCII, as RDS requires for master passwords
 */
export function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text);
  const storedKey = createHash('sha256')
    .update(hmac('Client Key').digest())
    .digest('base64');
  const serverKey = hmac('Server Key').digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString(
    'base64',
  )}$${storedKey}:${serverKey}`;
}
