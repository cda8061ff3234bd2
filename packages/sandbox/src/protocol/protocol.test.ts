import http from 'http';
import { decodeQuery } from './decodeQuery';
import { Harness } from '../__testUtils__/Harness';

const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/cloudformation/aws4_request, SignedHeaders=host, Signature=0',
};

jest.setTimeout(120_000);

describe('protocol', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());

  const post = (
    body: string,
    headers: Record<string, string> = SIGNED,
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

  it('11.1 answers the query protocol in XML, request ID included', async () => {
    const { status, text } = await post(list);
    expect(status).toBe(200);
    expect(text).toMatch(
      /<ListStacksResponse xmlns="http:\/\/cloudformation.amazonaws.com\/doc\/2010-05-15\/"><ListStacksResult><StackSummaries><\/StackSummaries><\/ListStacksResult><ResponseMetadata><RequestId>[0-9a-f-]{36}</,
    );
  });

  it('11.2 answers errors with type, code and message', async () => {
    const { status, text } = await post(
      'Action=DescribeStacks&Version=2010-05-15&StackName=%3Cno%3E',
    );
    expect(status).toBe(400);
    expect(text).toContain(
      '<Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id &lt;no&gt; does not exist</Message></Error>',
    );
  });

  it('11.3 refuses unsigned requests', async () => {
    const { status, text } = await post(list, {});
    expect(status).toBe(403);
    expect(text).toContain('<Code>MissingAuthenticationToken</Code>');
  });

  it('11.4 refuses what it does not serve', async () => {
    expect((await post('Action=Nothing&Version=2010-05-15')).text).toContain(
      '<Code>InvalidAction</Code>',
    );
    const unknown = await post('{}', {
      ...SIGNED,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'NoService.Nothing',
    });
    expect(unknown.status).toBe(404);
    expect(JSON.parse(unknown.text).__type).toBe('UnknownOperationException');
  });

  it('11.5 refuses requests that come under a foreign host name', async () => {
    const { status, text } = await post(list, {
      ...SIGNED,
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
