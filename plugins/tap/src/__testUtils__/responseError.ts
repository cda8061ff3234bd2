import { ResponseError } from '@backstage/errors';
import { Finding } from '@tap/plugin-tap-common';

/** An error as tap-backend answers it. */
export function responseError(
  statusCode: number,
  name: string,
  message: string,
  findings?: Finding[],
): Promise<ResponseError> {
  const body = {
    error: { name, message, ...(findings && { findings }) },
    response: { statusCode },
  };
  return ResponseError.fromResponse({
    ok: false,
    status: statusCode,
    statusText: name,
    headers: new Headers({ 'content-type': 'application/json' }),
    redirected: false,
    type: 'default',
    url: 'http://localhost:7007/api/tap',
    text: async () => JSON.stringify(body),
  });
}
