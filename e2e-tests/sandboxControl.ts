import { Portal } from './Portal';

/** Calls the control API of the portal's sandbox (packages/sandbox/README.md). */
export async function sandboxControl(
  portal: Portal,
  method: 'POST' | 'DELETE',
  path: 'clock' | 'faults' | 'settings',
  body?: object,
): Promise<void> {
  const answer = await fetch(`${portal.sandboxUrl}/_sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`The sandbox returned ${answer.status} for ${path}`);
  }
}
