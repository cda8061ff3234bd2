import { Sandbox } from '@tap/sandbox';
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { DefaultTapEngine } from '@tap/plugin-tap-node';
import { AccountFacts } from '../src/aws/AccountFacts';
import { DatabaseApi } from '../src/aws/DatabaseApi';
async function main() {
  const sandbox = await Sandbox.start({ port: 0, speed: 200 });
  const hooks: any[] = [];
  const logger: any = {
    info: console.log,
    warn: console.log,
    error: console.log,
    debug: () => {},
    child: () => logger,
  };
  const engine = DefaultTapEngine.create({
    config: new ConfigReader({
      tap: {
        targets: [
          {
            name: 'sandbox',
            accountId: '000000000000',
            region: 'us-east-1',
            endpoint: sandbox.url,
            callsPerSecond: 20,
          },
        ],
      },
    }) as any,
    logger,
    lifecycle: { addShutdownHook: (h: any) => hooks.push(h) } as any,
  });
  const t0 = Date.now();
  const show = async (it: AsyncIterable<any>) => {
    for await (const e of it) {
      if (e.type === 'resource') {
        if (!/IN_PROGRESS/.test(e.status))
          console.log(
            Date.now() - t0,
            e.done,
            e.total,
            e.logicalId,
            e.status,
            e.reason ?? '',
          );
      } else console.log(Date.now() - t0, JSON.stringify(e).slice(0, 1500));
    }
  };
  try {
    await show(
      engine.deploy(
        {
          suffix: 'orders',
          target: undefined,
          size: (process.argv[2] ?? 'micro') as any,
          retention: (process.argv[3] ?? 'destroy') as any,
          engineVersion: '17',
        } as any,
        {
          token: 'tok-1',
          requestedBy: 'user:default/guest',
          owner: 'user:default/guest',
        },
      ),
    );
    console.log(
      (await engine.list('sandbox')).map(e => [e.suffix, e.status, e.owner]),
    );
    await show(
      engine.extend(
        { suffix: 'orders', target: 'sandbox' },
        '2027-01-01T00:00:00Z',
        { token: 'tok-x' },
      ),
    );
    await show(
      engine.deploy(
        {
          suffix: 'orders',
          target: undefined,
          size: 'small' as any,
          retention: 'snapshot',
          engineVersion: '17',
        } as any,
        {
          token: 'tok-3',
          requestedBy: 'user:default/guest',
          owner: 'user:default/guest',
        },
      ),
    );
    await show(
      engine.teardown(
        { suffix: 'orders', target: 'sandbox' },
        { token: 'tok-2' },
      ),
    );
    console.log(await engine.list('sandbox'));
  } catch (e) {
    console.log(e);
  }
  console.log(JSON.stringify(sandbox.calls as any));
  for (const h of hooks) await h();
  await sandbox.close();
}
main();
