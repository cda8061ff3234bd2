/**
 * @jest-environment node
 */
/* eslint-disable no-restricted-imports -- a test in Node: real HTTP needs a server */
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { errorText, isCallersFault } from '../lib/errorText';
import { TapClient } from './TapClient';

interface Seen {
  method?: string;
  url?: string;
  body: string;
}

describe('TapClient', () => {
  let server: Server;
  let client: TapClient;
  let seen: Seen[];
  let answer: { status: number; body: unknown };
  let whenAsked: () => unknown;

  beforeEach(async () => {
    seen = [];
    answer = { status: 200, body: {} };
    whenAsked = () => {};
    server = createServer(async (request, response) => {
      seen.push({
        method: request.method,
        url: request.url,
        body: await textOf(request),
      });
      whenAsked();
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    client = new TapClient(
      { getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}` },
      { fetch },
    );
  });

  afterEach(() => new Promise(done => server.close(done)));

  it('calls the routes of tap-backend', async () => {
    const ref = { suffix: 'orders-dev', target: 'sandbox' };
    answer.body = {
      items: [],
      readAt: {},
      isBeingRead: false,
      unreachable: [],
    };
    expect(
      await client.listEnvironments({
        limit: 20,
        orderField: { field: 'name', order: 'asc' },
        mine: true,
        expiring: false,
        owner: 'group:default/payments',
      }),
    ).toEqual(answer.body);
    await client.getOptions();
    await client.getSuffixAvailability(ref);
    await client.getEnvironment(ref);
    await client.getProgress(ref);
    expect(await client.getResources(ref)).toEqual([]);
    expect(await client.getAlarms(ref)).toEqual([]);
    await client.getHealth(ref);
    expect(await client.getOperations(ref)).toEqual([]);
    await client.getSetup();
    await client.plan({ suffix: 'orders-dev' });
    await client.run('teardown', ref, { confirm: 'orders-dev' });
    await client.run('extend', ref, { expiresIn: '7d' });
    await client.run('transfer', ref, { owner: 'group:default/payments' });

    const environment = '/api/tap/environments/sandbox/orders-dev';
    expect(seen).toEqual([
      {
        method: 'GET',
        url: '/api/tap/environments?limit=20&mine=true&owner=group%3Adefault%2Fpayments&orderField=name%2Casc',
        body: '',
      },
      { method: 'GET', url: '/api/tap/options', body: '' },
      {
        method: 'GET',
        url: '/api/tap/targets/sandbox/suffixes/orders-dev',
        body: '',
      },
      { method: 'GET', url: environment, body: '' },
      { method: 'GET', url: `${environment}/progress`, body: '' },
      { method: 'GET', url: `${environment}/resources`, body: '' },
      { method: 'GET', url: `${environment}/alarms`, body: '' },
      { method: 'GET', url: `${environment}/health`, body: '' },
      { method: 'GET', url: `${environment}/operations`, body: '' },
      { method: 'GET', url: '/api/tap/setup', body: '' },
      {
        method: 'POST',
        url: '/api/tap/plan',
        body: '{"suffix":"orders-dev"}',
      },
      {
        method: 'POST',
        url: `${environment}/teardown`,
        body: '{"confirm":"orders-dev"}',
      },
      {
        method: 'POST',
        url: `${environment}/extend`,
        body: '{"expiresIn":"7d"}',
      },
      {
        method: 'POST',
        url: `${environment}/transfer`,
        body: '{"owner":"group:default/payments"}',
      },
    ]);
  });

  it('polls until the drift detection ends', async () => {
    const report = { status: 'in-sync', checkedAt: '', resources: [] };
    whenAsked = () => {
      answer =
        seen.length < 3
          ? { status: 202, body: { status: 'detecting' } }
          : { status: 200, body: report };
    };
    const ref = { suffix: 'orders-dev', target: 'sandbox' };
    expect(await client.detectDrift(ref)).toEqual(report);
    const request = {
      method: 'POST',
      url: '/api/tap/environments/sandbox/orders-dev/drift',
      body: '{}',
    };
    expect(seen).toEqual([request, request, request]);
  });

  it('stops polling for drift when aborted', async () => {
    const leaving = new AbortController();
    answer = { status: 202, body: { status: 'detecting' } };
    whenAsked = () => seen.length === 2 && leaving.abort();
    await expect(
      client.detectDrift(
        { suffix: 'orders-dev', target: 'sandbox' },
        { signal: leaving.signal },
      ),
    ).rejects.toThrow('aborted');
    expect(seen).toHaveLength(2);
  });

  it('escapes user input in paths', async () => {
    await client.getSuffixAvailability({ suffix: '../../x', target: 'a/b' });
    expect(seen[0].url).toBe('/api/tap/targets/a%2Fb/suffixes/..%2F..%2Fx');
  });

  it('shares a pending read, and reads again afterwards', async () => {
    await Promise.all([client.getOptions(), client.getOptions()]);
    expect(seen).toHaveLength(1);
    await client.getOptions();
    expect(seen).toHaveLength(2);
  });

  it("rejects with the back end's message", async () => {
    answer = {
      status: 400,
      body: {
        error: { name: 'InputError', message: 'suffix: is taken' },
        response: { statusCode: 400 },
      },
    };
    const error = await client.plan({ suffix: 'orders-dev' }).catch(e => e);
    expect(errorText(error)).toBe('suffix: is taken');
    expect(isCallersFault(error)).toBe(true);
  });

  it('rejects with the status alone if a proxy responds', async () => {
    answer = { status: 503, body: { message: 'upstream, unavailable' } };
    const error = await client.getOptions().catch(e => e);
    expect(errorText(error)).toBe(
      'The portal responded with status 503 Service Unavailable.',
    );
  });
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text;
}
