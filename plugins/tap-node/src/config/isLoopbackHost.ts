const LOOPBACK = /^(localhost|([a-z0-9-]+\.)*localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Returns whether a host name is one of this machine's loopback interface: `localhost`, a name below it
 * (https://www.rfc-editor.org/rfc/rfc6761#section-6.3), an address in 127.0.0.0/8, or `[::1]`.
 *
 * @param hostname - in lower case and without a port, as in the `hostname` of a URL
 * @public
 */
export function isLoopbackHost(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}
