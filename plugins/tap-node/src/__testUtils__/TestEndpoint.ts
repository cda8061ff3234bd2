import { createServer, IncomingMessage, request, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A call to AWS as it was sent. */
export interface SentCall {
  /** Such as `CreateStack`. */
  operation: string;
  /** The parameters of the query protocol. */
  params: URLSearchParams;
}

/** What becomes of a call: handed on to the sandbox, never answered, or answered by half. */
export type Behaviour = 'hand-on' | 'silent' | 'half-silent';

/** An HTTP endpoint before the sandbox that records the calls in their order, and can fall silent as a broken network does. */
export class TestEndpoint {
  static async start(sandboxUrl: string): Promise<TestEndpoint> {
    const endpoint = new TestEndpoint(sandboxUrl);
    await new Promise<void>(resolve => {
      endpoint.server.listen(0, '127.0.0.1', resolve);
    });
    return endpoint;
  }

  /** Calls in the order in which they came. */
  readonly calls: SentCall[] = [];
  /** What becomes of the calls that come. */
  behave: (call: SentCall) => Behaviour = () => 'hand-on';

  private readonly server: Server;
  private readonly waiting: Array<{
    matches: (call: SentCall) => boolean;
    found: (call: SentCall) => void;
  }> = [];

  private constructor(private readonly sandboxUrl: string) {
    this.server = createServer(async (incoming, outgoing) => {
      const body = await buffer(incoming);
      const behaviour = this.behave(this.record(incoming, body.toString()));
      if (behaviour === 'silent') {
        return;
      }
      const answer = request(
        new URL(incoming.url ?? '/', this.sandboxUrl),
        { method: incoming.method, headers: incoming.headers },
        async received => {
          const bytes = await buffer(received);
          outgoing.writeHead(received.statusCode ?? 500, received.headers);
          if (behaviour === 'half-silent') {
            outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
          } else {
            outgoing.end(bytes);
          }
        },
      );
      answer.on('error', () => outgoing.destroy());
      answer.end(body);
    });
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** The next call of this kind. */
  next(matches: (call: SentCall) => boolean): Promise<SentCall> {
    return new Promise(found => {
      this.waiting.push({ matches, found });
    });
  }

  /** Calls of this operation so far. */
  of(operation: string): SentCall[] {
    return this.calls.filter(call => call.operation === operation);
  }

  async stop(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private record(incoming: IncomingMessage, body: string): SentCall {
    const target = incoming.headers['x-amz-target'];
    const params = new URLSearchParams(body);
    const call = {
      operation: target
        ? String(target).split('.')[1]
        : params.get('Action') ?? '',
      params,
    };
    this.calls.push(call);
    for (const waiter of [...this.waiting]) {
      if (waiter.matches(call)) {
        this.waiting.splice(this.waiting.indexOf(waiter), 1);
        waiter.found(call);
      }
    }
    return call;
  }
}
