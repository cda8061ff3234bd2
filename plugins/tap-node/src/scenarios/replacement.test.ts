import { ListChangeSetsCommand } from '@aws-sdk/client-cloudformation';
import { end, request, TestAccount } from '../__testUtils__/TestAccount';

jest.setTimeout(60_000);

describe('an update that would replace a network', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 2_000,
      stackModule: require.resolve('../__testUtils__/movingStack'),
    });
  });
  afterAll(() => account.stop());

  it('is rejected with its cause before it starts, and leaves no change set', async () => {
    const { engine } = account.engine();
    const deploy = (size: string) =>
      end(engine.run('deploy', request('moving', { size }), account.by('jo')));
    await deploy('micro');
    await expect(deploy('large')).rejects.toMatchObject({
      name: 'ConflictError',
      findings: [
        { code: 'replacement', resource: 'Network', property: 'CidrBlock' },
      ],
    });
    expect(account.statuses('moving')).toEqual(['CREATE_COMPLETE']);
    await expect(
      account
        .cloudFormation()
        .send(new ListChangeSetsCommand({ StackName: 'TapStack-moving' })),
    ).resolves.toMatchObject({ Summaries: [] });
  });
});
