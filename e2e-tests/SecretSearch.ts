/** A collected text and its source. */
export interface Evidence {
  /** For example `back end's log`, or a file, table and column. */
  where: string;
  text: string;
}

/** Three base64url parts: any JSON web token. */
const JWT = /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/;

/** A connection string with a password. */
const CONNECTION_STRING = /\bpostgres(?:ql)?:\/\/[^\s:/@]+:[^\s/@]+@/;

/** Searches for secrets in several encodings without printing them. */
export class SecretSearch {
  private readonly forms = new Map<string, string[]>();

  /**
   * @param name - name of the secret in findings
   * @param secret - at least 8 characters
   */
  add(name: string, secret: string): void {
    if (secret.length < 8) {
      throw new Error(`${name} is too short to be searched for`);
    }
    this.forms.set(name, formsOf(secret));
  }

  /** Finds secrets, JSON web tokens and connection strings with a password, with their sources. */
  find(evidence: Evidence[]): string[] {
    return evidence.flatMap(({ where, text }) =>
      this.findIn(text).map(name => `${where}: ${name}`),
    );
  }

  private findIn(text: string): string[] {
    const known = [...this.forms]
      .filter(([, forms]) => forms.some(form => text.includes(form)))
      .map(([name]) => name);
    return [
      ...known,
      ...(JWT.test(text) ? ['a JSON web token'] : []),
      ...(CONNECTION_STRING.test(text) ? ['a connection string'] : []),
    ];
  }
}

function formsOf(secret: string): string[] {
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      ...base64Cores(secret, 'base64'),
      ...base64Cores(secret, 'base64url'),
    ]),
  ];
}

/**
 * The base64 encodings of a secret at any position of the encoded text: three alignments, without the first and last
 * characters, which depend on adjacent text.
 */
function base64Cores(
  secret: string,
  encoding: 'base64' | 'base64url',
): string[] {
  const bytes = Buffer.from(secret);
  return [0, 3 - 1, 3 - 2].map(skipped => {
    const whole = 3 * Math.floor((bytes.length - skipped) / 3);
    return bytes.subarray(skipped, skipped + whole).toString(encoding);
  });
}
