import { createServer, IncomingMessage, request, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { Sandbox } from '../packages/sandbox/src';
import { ACCOUNT } from '../chaos/processes/SandboxProcess';
import { BenchEngine } from './BenchEngine';

/** Stacks per page, as in the sandbox. */
const PAGE = 100;

/** Sandbox seconds per second: the one real environment is complete at once. */
const FULL_SPEED = 100_000;

/** The suffix of the real environment. */
const SEED = 'seed-environment';

/** The answers of CloudFormation to DescribeStacks for accounts with many environments: copies of a real one. */
export class ManyEnvironments {
  /**
   * @param accounts - number of environments in each account
   * @param options.others - endpoint that answers all other calls
   */
  static async start(
    accounts: number[],
    options: { others?: string } = {},
  ): Promise<ManyEnvironments> {
    const member = await readSeed();
    const many = new ManyEnvironments(options.others);
    let first = 0;
    for (const count of accounts) {
      const offset = first;
      const environments = Array.from({ length: count }, (_, index) =>
        member.replaceAll(SEED, `many-${offset + index}`),
      );
      first += count;
      await many.listen(environments);
    }
    return many;
  }

  /** Endpoints of the accounts. */
  readonly urls: string[] = [];
  /** Configuration of a portal whose targets are the accounts. */
  get config(): object {
    return {
      tap: {
        targets: this.urls.map((endpoint, index) => ({
          name: `target-${index + 1}`,
          ...(index === 0 && { default: true }),
          accountId: ACCOUNT,
          region: 'us-east-1',
          endpoint,
        })),
      },
    };
  }

  /** Calls, and bytes of their answers, so far. */
  readonly served = { calls: 0, bytes: 0 };
  private readonly servers: Server[] = [];

  private constructor(private readonly others?: string) {}

  async stop(): Promise<void> {
    await Promise.all(
      this.servers.map(server => {
        const closed = new Promise(resolve => server.close(resolve));
        server.closeAllConnections();
        return closed;
      }),
    );
  }

  private async listen(environments: string[]): Promise<void> {
    const server = createServer(async (incoming, outgoing) => {
      const body = await buffer(incoming);
      const params = new URLSearchParams(body.toString());
      const answer =
        params.get('Action') === 'DescribeStacks' && !params.has('StackName')
          ? page(environments, Number(params.get('NextToken') ?? 0))
          : undefined;
      this.served.calls += 1;
      this.served.bytes += Buffer.byteLength(answer ?? '');
      if (!answer && this.others) {
        const other = await forwarded(incoming, body, this.others);
        outgoing.writeHead(other.statusCode ?? 502, other.headers);
        other.pipe(outgoing);
        return;
      }
      outgoing.writeHead(answer ? 200 : 501, { 'content-type': 'text/xml' });
      outgoing.end(answer);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    this.servers.push(server);
    const { port } = server.address() as AddressInfo;
    this.urls.push(`http://127.0.0.1:${port}`);
  }
}

function page(environments: string[], start: number): string {
  const end = start + PAGE;
  const next = end < environments.length ? `<NextToken>${end}</NextToken>` : '';
  const members = environments.slice(start, end).join('');
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>${members}</Stacks>${next}</DescribeStacksResult></DescribeStacksResponse>`;
}

/** What the sandbox says of one real environment: the `<member>` of its answer. */
async function readSeed(): Promise<string> {
  const sandbox = await Sandbox.start({ speed: FULL_SPEED });
  const answers: string[] = [];
  const recorder = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    const answer = await text(await forwarded(incoming, body, sandbox.url));
    answers.push(answer);
    outgoing.end(answer);
  });
  await new Promise<void>(resolve => {
    recorder.listen(0, '127.0.0.1', resolve);
  });
  const { port } = recorder.address() as AddressInfo;
  const portal = BenchEngine.create({
    endpoints: [sandbox.url, `http://127.0.0.1:${port}`],
    callsPerSecond: 100,
  });
  try {
    await portal.deploy(SEED);
    await portal.engine.list('target-2');
  } finally {
    await portal.stop();
    recorder.close();
    recorder.closeAllConnections();
    await sandbox.close();
  }
  const [, member] = /<Stacks>(<member>.*<\/member>)<\/Stacks>/s.exec(
    answers[0],
  )!;
  return member;
}

/** The answer to a signed call, which only its client can send. */
function forwarded(
  { headers, method, url }: IncomingMessage,
  body: Buffer,
  to: string,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(new URL(url ?? '/', to), { headers, method }, resolve)
      .on('error', reject)
      .end(body);
  });
}
