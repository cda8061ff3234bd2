import { NextFunction, Request, Response } from 'express';

const LOOPBACK = /^(localhost|([a-z0-9-]+\.)*localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Rejects requests for any host other than loopback, because a web page can
 * make a browser send requests under its own host name (DNS rebinding).
 */
export function rejectForeignHosts(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (LOOPBACK.test(host)) {
    next();
  } else {
    response
      .status(403)
      .type('text/plain')
      .send('The TAP sandbox is a development tool for this machine only\n');
  }
}
