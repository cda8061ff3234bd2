import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { AwsCaller } from './AwsCaller';
import { RateBudget } from './RateBudget';
import { StackApi } from './StackApi';

/** The XML that CloudFormation returns for stacks, with another request ID for each call. */
function response(names: string[], next?: string): string {
  const stacks = names.map(
    name =>
      `<member><StackName>${name}</StackName><Outputs><member><OutputKey>Stacks</OutputKey></member></Outputs></member>`,
  );
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <DescribeStacksResult>
    <Stacks>${stacks.join('\n')}</Stacks>
    ${next ? `<NextToken>${next}-${Math.random()}</NextToken>` : ''}
  </DescribeStacksResult>
  <ResponseMetadata><RequestId>${Math.random()}</RequestId></ResponseMetadata>
</DescribeStacksResponse>`;
}

describe('pages of DescribeStacks', () => {
  /** The names of the stacks in each page. */
  let pages: string[][];
  let status: number;
  const server = createServer(async (request, answer) => {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }
    const token = new URLSearchParams(body).get('NextToken') ?? '0';
    const index = parseInt(token, 10);
    const isLast = index === pages.length - 1;
    answer.writeHead(status);
    answer.end(
      status === 200
        ? response(pages[index], isLast ? undefined : `${index + 1}`)
        : '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>1 validation error detected</Message></Error></ErrorResponse>',
    );
  });
  let client: CloudFormationClient;
  let api: StackApi;
  const known = new Set<string>();

  beforeAll(async () => {
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    client = new CloudFormationClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'id', secretAccessKey: 'key' },
    });
    api = new StackApi(client, new AwsCaller(new RateBudget(1_000), 'here'));
  });
  afterAll(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    pages = [['a', 'b'], ['c'], ['d']];
    status = 200;
    known.clear();
  });

  /** The names of the stacks that are read from each page, and then known. */
  const read = async () => {
    const found: Array<Array<string | undefined>> = [];
    const isKnown = (digest: string) => known.has(digest);
    for await (const { digest, stacks } of api.describePages({ isKnown })) {
      found.push(stacks.map(({ StackName }) => StackName));
      known.add(digest!);
    }
    return found;
  };

  it('are read once while their stacks do not change', async () => {
    await expect(read()).resolves.toEqual([['a', 'b'], ['c'], ['d']]);
    await expect(read()).resolves.toEqual([[], [], []]);
  });

  it('are read again if a stack changes, or a page has another stack', async () => {
    await read();
    pages = [['new', 'a'], ['b', 'c'], ['d']];
    await expect(read()).resolves.toEqual([['new', 'a'], ['b', 'c'], []]);
  });

  it('are read with outputs for callers that know none', async () => {
    const { stacks } = await api.describeAll();
    const names = stacks.map(({ StackName }) => StackName);
    expect(names.join()).toBe('a,b,c,d');
    expect(stacks[0].Outputs).toEqual([{ OutputKey: 'Stacks' }]);
  });

  it('keep the errors of CloudFormation', async () => {
    status = 400;
    await expect(read()).rejects.toThrow('1 validation error detected');
  });
});
