import {
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { METADATA_PARAMETER } from '@tap/plugin-tap-common';
import {
  end,
  request,
  TestAccount,
  confirmed,
} from '../__testUtils__/TestAccount';

jest.setTimeout(60_000);

const KEY = { secret: 'the first key of a portal, in a test' };
const NEXT_KEY = { secret: 'the second key of a portal, in a test' };
const REQUIRED = { requireStackProof: true };

describe('with tap.stackProof', () => {
  let account: TestAccount;

  beforeEach(async () => {
    account = await TestAccount.start({ speed: 2_000 });
  });
  afterEach(() => account.stop());

  const signing = (keys = [KEY], target = {}) =>
    account.engine({ tap: { stackProof: { keys } }, target }).engine;
  const suffixes = async (engine: ReturnType<typeof signing>) =>
    (await engine.list('sandbox')).map(({ suffix }) => suffix);
  const proofOf = async (engine: ReturnType<typeof signing>, suffix: string) =>
    (await engine.get({ suffix, target: 'sandbox' }))?.stackProof;

  async function metadataValue(suffix: string): Promise<string> {
    const { Stacks } = await account
      .cloudFormation()
      .send(new DescribeStacksCommand({ StackName: `TapStack-${suffix}` }));
    return Stacks![0].Parameters!.find(
      ({ ParameterKey }) => ParameterKey === METADATA_PARAMETER,
    )!.ParameterValue!;
  }

  /** A stack that a team with CloudFormation permissions, but without the portal's key, can create. */
  async function forge(suffix: string, value: string): Promise<void> {
    await account.cloudFormation().send(
      new CreateStackCommand({
        StackName: `TapStack-${suffix}`,
        TemplateBody: JSON.stringify({
          Parameters: { TapMetadata: { Type: 'String' } },
          Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
          Outputs: { DatabaseEndpoint: { Value: 'evil.example' } },
        }),
        Tags: [
          { Key: 'tap:portal', Value: 'tap' },
          { Key: 'tap:suffix', Value: suffix },
        ],
        Parameters: [
          { ParameterKey: METADATA_PARAMETER, ParameterValue: value },
        ],
      }),
    );
    await account.settled(suffix);
  }

  it('a stack with a copy of the metadata of another one is not an environment', async () => {
    const engine = signing([KEY], REQUIRED);
    await end(engine.run('deploy', request('orders'), account.by('jo')));
    await forge('eve', await metadataValue('orders'));
    expect(await suffixes(engine)).toEqual(['orders']);
    expect(
      await engine.get({ suffix: 'eve', target: 'sandbox' }),
    ).toBeUndefined();
    const token = account.token();
    await expect(
      end(
        engine.run(
          'teardown',
          confirmed({ suffix: 'eve', target: 'sandbox' }),
          { token },
        ),
      ),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      end(
        engine.run(
          'transfer',
          { suffix: 'eve', target: 'sandbox', owner: 'user:default/jo' },
          { token: account.token() },
        ),
      ),
    ).rejects.toThrow(/not created by this portal/);
    expect(account.statuses('eve')).toEqual(['CREATE_COMPLETE']);
  });

  it('an environment keeps its proof through every change, and a request without changes makes none', async () => {
    const engine = signing([KEY], REQUIRED);
    const ref = { suffix: 'orders', target: 'sandbox' };
    const options = () => ({ token: account.token() });
    await end(engine.run('deploy', request('orders'), account.by('jo')));
    const before = await metadataValue('orders');
    expect(
      await end(engine.run('deploy', request('orders'), account.by('jo'))),
    ).toMatchObject({ operation: 'none' });
    expect(await metadataValue('orders')).toBe(before);

    await end(engine.run('extend', { ...ref, expiresIn: '30d' }, options()));
    await end(
      engine.run(
        'transfer',
        { ...ref, owner: 'group:default/payments' },
        options(),
      ),
    );
    await end(
      engine.run(
        'deploy',
        request('orders', { size: 'large', retention: 'retain' }),
        account.by('jo'),
      ),
    );
    expect(await proofOf(engine, 'orders')).toBe('current');
  });

  it('existing environments are signed by a transfer to their owner, then proofs can be required', async () => {
    await end(
      account
        .engine()
        .engine.run('deploy', request('orders'), account.by('jo')),
    );
    const ref = { suffix: 'orders', target: 'sandbox' };
    const engine = signing();
    expect(await proofOf(engine, 'orders')).toBe('missing');
    expect(await suffixes(signing([KEY], REQUIRED))).toEqual([]);

    const signed = await end(
      engine.run(
        'transfer',
        { ...ref, owner: 'user:default/jo' },
        { token: account.token() },
      ),
    );
    expect(signed).toMatchObject({ operation: 'update' });
    expect(await proofOf(engine, 'orders')).toBe('current');
    expect(await suffixes(signing([KEY], REQUIRED))).toEqual(['orders']);
  });

  it('keys are rotated without losing an environment', async () => {
    await end(signing().run('deploy', request('orders'), account.by('jo')));
    const ref = { suffix: 'orders', target: 'sandbox' };
    const rotating = signing([NEXT_KEY, KEY], REQUIRED);
    expect(await proofOf(rotating, 'orders')).toBe('previous');

    await end(
      rotating.run(
        'transfer',
        { ...ref, owner: 'user:default/jo' },
        { token: account.token() },
      ),
    );
    expect(await proofOf(rotating, 'orders')).toBe('current');
    expect(await proofOf(signing([NEXT_KEY], REQUIRED), 'orders')).toBe(
      'current',
    );
  });

  it('another portal is recognized by its key', async () => {
    await end(
      account
        .engine({ portal: 'other', tap: { stackProof: { keys: [NEXT_KEY] } } })
        .engine.run('deploy', request('theirs'), account.by('jo')),
    );
    expect(await suffixes(signing([KEY], REQUIRED))).toEqual([]);
    expect(await suffixes(signing([KEY, NEXT_KEY], REQUIRED))).toEqual([
      'theirs',
    ]);
  });
});
