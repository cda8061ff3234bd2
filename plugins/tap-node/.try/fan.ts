import { Sandbox } from '@tap/sandbox';
import { ConfigReader } from '@backstage/config';
import { DefaultTapEngine } from '@tap/plugin-tap-node';
async function main() {
  const N = Number(process.argv[2] ?? 200);
  const sandbox = await Sandbox.start({ port: 0, speed: 60 });
  sandbox.faults.add({ kind: 'throttle', callsPerSecond: 5 });
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
        stack: { module: require.resolve('../src/__testUtils__/testStack') },
        targets: [
          {
            name: 'sandbox',
            accountId: '000000000000',
            region: 'us-east-1',
            endpoint: sandbox.url,
            callsPerSecond: Number(process.argv[3] ?? 4),
          },
        ],
      },
    }) as any,
    logger,
    lifecycle: { addShutdownHook: (h: any) => hooks.push(h) } as any,
  });
  const t0 = Date.now();
  const ends: Record<string, number> = {};
  const poll = setInterval(() => {
    for (const s of sandbox.state().stacks)
      if (!s.operationInProgress && !ends[s.name]) ends[s.name] = Date.now();
  }, 50);
  const notice: number[] = [];
  const done: number[] = [];
  const res = await Promise.allSettled(
    Array.from({ length: N }, async (_, i) => {
      const suffix = `env-${i}`;
      for await (const e of engine.deploy(
        {
          suffix,
          size: 'micro',
          retention: 'destroy',
          engineVersion: '17',
        } as any,
        {
          token: `t-${i}`,
          createOnly: true,
          requestedBy: 'user:default/guest',
          owner: 'user:default/guest',
          onChange: c => {
            if (
              c.environment.stackStatus === 'CREATE_COMPLETE' &&
              c.phase === 'changed'
            )
              notice.push(
                Date.now() - (ends[`TapStack-${suffix}`] ?? Date.now()),
              );
          },
        },
      )) {
        if (e.type === 'completed')
          done.push(Date.now() - (ends[`TapStack-${suffix}`] ?? Date.now()));
      }
    }),
  );
  clearInterval(poll);
  console.log({
    seconds: (Date.now() - t0) / 1000,
    ok: res.filter(r => r.status === 'fulfilled').length,
    failed: res.filter(r => r.status !== 'fulfilled').slice(0, 3),
    maxNotice: Math.max(...notice) / 1000,
    maxDone: Math.max(...done) / 1000,
    calls: sandbox.calls.byOperation(),
    throttled: sandbox.faults.hits(),
    rss: process.memoryUsage().rss / 1e6,
  });
  for (const h of hooks) await h();
  await sandbox.close();
}
main();
