import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generate } from 'selfsigned';

/** A TLS certificate for 127.0.0.1 and its key, in PEM. */
export interface Certificate {
  certificate: string;
  privateKey: string;
}

const YEARS = 10;

/**
 * Reads the certificate of a directory, or creates a self-signed one. Clients
 * can verify it with `sslrootcert=<directory>/server.crt`.
 */
export async function certificateOf(directory: string): Promise<Certificate> {
  const certificateFile = path.join(directory, 'server.crt');
  const keyFile = path.join(directory, 'server.key');
  try {
    // Files of an earlier release were readable by other users.
    await chmod(certificateFile, 0o600);
    return {
      privateKey: await readFile(keyFile, 'utf8'),
      certificate: await readFile(certificateFile, 'utf8'),
    };
  } catch {
    const made = await make();
    await writeFile(certificateFile, made.certificate, { mode: 0o600 });
    await writeFile(keyFile, made.privateKey, { mode: 0o600 });
    return made;
  }
}

async function make(): Promise<Certificate> {
  const notBeforeDate = new Date();
  const notAfterDate = new Date(notBeforeDate);
  notAfterDate.setFullYear(notBeforeDate.getFullYear() + YEARS);
  const { cert, private: privateKey } = await generate(
    [{ name: 'commonName', value: 'localhost' }],
    {
      notBeforeDate,
      notAfterDate,
      extensions: [
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    },
  );
  return { certificate: cert, privateKey };
}
