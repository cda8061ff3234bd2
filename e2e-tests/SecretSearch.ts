/** A piece of text that was collected, and where. */
export interface Evidence {
  /** Such as `back end's log` or a file, table and column. */
  where: string;
  text: string;
}

/** Three base64url parts: a JSON web token, whoever made it and whatever for. */
const JWT = /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/;

/** A connection string with a password in it. */
const CONNECTION_STRING = /\bpostgres(?:ql)?:\/\/[^\s:/@]+:[^\s/@]+@/;

/** Looks for secrets in whatever form they may have got into a text, and never says one. */
export class SecretSearch {
  private readonly forms = new Map<string, string[]>();

  /**
   * @param name - what to call it in a finding
   * @param secret - at least 8 characters
   */
  add(name: string, secret: string): void {
    if (secret.length < 8) {
      throw new Error(`${name} is too short to be looked for`);
    }
    this.forms.set(name, formsOf(secret));
  }

  /** Where which of the secrets is, JSON web tokens and connection strings with a password included. */
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
 * What base64 makes of a secret wherever it begins in the encoded text: three alignments, without the characters at
 * the ends that depend on the neighbours.
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
