import http from 'node:http';
import { decodeQuery } from './decodeQuery';
import { Harness } from '../__testUtils__/Harness';

/**
 * Headers of a signed CloudFormation request, signed now or a number of minutes
 * ago.
 */
function signed(
  minutesAgo: number = 0,
  change: (authorization: string) => string = same => same,
): Record<string, string> {
  const date = new Date(Date.now() - minutesAgo * 60_000)
    .toISOString()
    .replace(/[-:]|\.\d{3}/g, '');
  return {
    'x-amz-date': date,
    authorization: change(
      `AWS4-HMAC-SHA256 Credential=000000000000/${date.slice(
        0,
        8,
      )}/us-east-1/cloudformation/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(
        64,
      )}`,
    ),
  };
}

/** The format of the `Date` header, from `20260131T235959Z`. */
function httpDate(stamp: string): string {
  const [, day, time] = /^(\d{8})T(\d{6})Z$/.exec(stamp)!;
  const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6)];
  const clock = time.replace(/(\d\d)(\d\d)(\d\d)/, '$1:$2:$3');
  return new Date(`${year}-${month}-${date}T${clock}Z`).toUTCString();
}

jest.setTimeout(120_000);

describe('protocol', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());

  const post = (
    body: string,
    headers: Record<string, string> = signed(),
  ): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const request = http.request(
        harness.sandbox.url,
        {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            ...headers,
          },
        },
        response => {
          let text = '';
          response.on('data', chunk => {
            text += chunk;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode!, text }),
          );
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  const list = 'Action=ListStacks&Version=2010-05-15';

  it('11.1 responds to the query protocol in XML, with a request ID', async () => {
    const { status, text } = await post(list);
    expect(status).toBe(200);
    expect(text).toMatch(
      /<ListStacksResponse xmlns="http:\/\/cloudformation.amazonaws.com\/doc\/2010-05-15\/"><ListStacksResult><StackSummaries><\/StackSummaries><\/ListStacksResult><ResponseMetadata><RequestId>[0-9a-f-]{36}</,
    );
  });

  it('11.2 returns errors with type, code and message', async () => {
    const { status, text } = await post(
      'Action=DescribeStacks&Version=2010-05-15&StackName=%3Cno%3E',
    );
    expect(status).toBe(400);
    expect(text).toContain(
      '<Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id &lt;no&gt; does not exist</Message></Error>',
    );
  });

  const codeAndMessage = async (headers: Record<string, string>) => {
    const { status, text } = await post(list, headers);
    const [, code, message] =
      /<Code>(.*)<\/Code><Message>(.*)<\/Message>/.exec(text) ?? [];
    return { status, code, message: message?.replaceAll('&apos;', "'") };
  };

  it('11.3 rejects unsigned requests', async () => {
    const missing = {
      status: 403,
      code: 'MissingAuthenticationToken',
      message: 'Request is missing Authentication Token',
    };
    expect(await codeAndMessage({})).toEqual(missing);
    expect(await codeAndMessage({ authorization: 'Bearer token' })).toEqual(
      missing,
    );
  });

  it('11.6 rejects requests that are not in the format of signature version 4', async () => {
    const { authorization, 'x-amz-date': stamp } = signed();
    const incomplete = { status: 400, code: 'IncompleteSignature' };
    const mismatch = { status: 403, code: 'SignatureDoesNotMatch' };

    expect(await codeAndMessage({ authorization: 'AWS4-HMAC-SHA256' })).toEqual(
      {
        ...incomplete,
        message: `Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256`,
      },
    );
    expect(
      await codeAndMessage({ authorization, 'x-amz-date': '201' }),
    ).toEqual({
      ...incomplete,
      message: `Date must be in ISO-8601 'basic format'. Got '201'. See http://en.wikipedia.org/wiki/ISO_8601`,
    });
    const changed = (from: RegExp, to: string) =>
      codeAndMessage(signed(0, text => text.replace(from, to)));
    expect(await changed(/host;/, '')).toEqual({
      ...mismatch,
      message: `'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.`,
    });
    expect(await changed(/;x-amz-date/, '')).toEqual({
      ...mismatch,
      message: `'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization.`,
    });
    expect(await changed(/SHA256/, 'SHA512')).toEqual({
      ...incomplete,
      message: `Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512' (only AWS4-HMAC-SHA256 for now). `,
    });
    expect(await changed(/Credential=[^,]*/, 'Credential=a/b/c/d')).toEqual({
      ...incomplete,
      message: `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d'`,
    });
    expect(await changed(/0{64}/, '0')).toMatchObject({
      ...mismatch,
      message: expect.stringContaining('The request signature we calculated'),
    });
    expect(
      await codeAndMessage({
        authorization: authorization.replace(';x-amz-date', ''),
        date: httpDate(stamp),
      }),
    ).toMatchObject({ status: 200 });
  });

  it('11.7 rejects a credential scope for another service or day, with the error code of the protocol', async () => {
    const { authorization, 'x-amz-date': stamp } = signed();
    expect(
      await codeAndMessage({
        'x-amz-date': stamp,
        authorization: authorization.replace(
          /Credential=[^,]*/,
          'Credential=a/b/c/d/e',
        ),
      }),
    ).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
      message: expect.stringContaining(
        `Credential should be scoped to a valid region, not 'c'. Credential should be scoped to correct service: 'cloudformation'. Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: 'b' != '${stamp.slice(
          0,
          8,
        )}', from '${stamp}'.`,
      ),
    });
    const ec2 = await post('Action=DescribeVpcs&Version=2016-11-15');
    expect(ec2.status).toBe(403);
    expect(ec2.text).toContain(
      '<Response><Errors><Error><Code>SignatureDoesNotMatch</Code>',
    );
    const json = await post('{}', {
      ...signed(),
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.ListSecrets',
    });
    expect(json.status).toBe(400);
    expect(JSON.parse(json.text)).toEqual({
      __type: 'InvalidSignatureException',
      message: `Credential should be scoped to correct service: 'secretsmanager'.`,
    });
  });

  it('11.8 rejects a request that was signed more than 15 minutes in the past or future', async () => {
    expect(await codeAndMessage(signed(14))).toMatchObject({ status: 200 });
    expect(await codeAndMessage(signed(16))).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
      message: expect.stringMatching(
        /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/,
      ),
    });
    expect(await codeAndMessage(signed(-16))).toMatchObject({
      status: 403,
      message: expect.stringMatching(
        /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 15 min\.\)$/,
      ),
    });
    harness.sandbox.clock.step(3600);
    expect(await codeAndMessage(signed())).toMatchObject({ status: 200 });
  });

  it('11.4 rejects unsupported operations', async () => {
    expect((await post('Action=Nothing&Version=2010-05-15')).text).toContain(
      '<Code>InvalidAction</Code>',
    );
    const unknown = await post('{}', {
      ...signed(),
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'NoService.Nothing',
    });
    expect(unknown.status).toBe(404);
    expect(JSON.parse(unknown.text).__type).toBe('UnknownOperationException');
  });

  it('11.5 rejects requests with a host name other than loopback', async () => {
    const { status, text } = await post(list, {
      ...signed(),
      host: 'evil.example',
    });
    expect(status).toBe(403);
    expect(text).toMatch(/development tool/);
  });

  it('decodes lists of both query protocols', () => {
    expect(
      decodeQuery(
        'Tags.member.2.Key=b&Tags.member.1.Key=a&Filters.Filter.1.Values.Value.1=x',
        'query',
      ),
    ).toEqual({
      Tags: [{ Key: 'a' }, { Key: 'b' }],
      Filters: [{ Values: ['x'] }],
    });
    expect(decodeQuery('Filter.1.Name=n&Filter.1.Value.1=v', 'ec2')).toEqual({
      Filter: [{ Name: 'n', Value: ['v'] }],
    });
  });
});
