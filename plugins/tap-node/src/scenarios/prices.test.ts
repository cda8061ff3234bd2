import { LIST_PRICES } from '@tap/aws-facts';
import { request, TestAccount } from '../__testUtils__/TestAccount';
import { DefaultTapEngine } from '../DefaultTapEngine';

jest.setTimeout(120_000);

const OWNER = { owner: 'user:default/jo' };

describe('the prices of a plan', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({ stackModule: '@tap/stack/module' });
  });
  afterEach(() => {
    account.sandbox.settings.prices = {};
    account.sandbox.faults.clear();
  });
  afterAll(() => account.stop());

  const plan = async (engine: DefaultTapEngine) =>
    (await engine.plan(request('priced', { size: 'medium' }), OWNER)).price!;

  /** The first plan after the AWS Price List was read. */
  async function livePlan(engine: DefaultTapEngine) {
    let price = await plan(engine);
    while (!price.source.includes('AWS Price List')) {
      price = await plan(engine);
    }
    return price;
  }

  it('are those of the region in the AWS Price List, as soon as it is read', async () => {
    account.sandbox.settings.prices = {
      'InstanceUsage:db.m7g.large': 1,
      'RDS:GP3-Storage': 1,
    };
    const { engine } = account.engine({ target: { region: 'eu-central-1' } });
    const { items, monthlyUsd, source } = await livePlan(engine);
    expect(source).toMatch(
      /^an estimate from the AWS Price List of eu-central-1, read on \d{4}-\d\d-\d\d, on demand, without traffic, backups and tax$/,
    );
    expect(items).toContainEqual({
      item: 'Database instance db.m7g.large',
      quantity: '1 × 730 h',
      monthlyUsd: 730,
    });
    // The form's size picker shows the same price.
    await expect(engine.price('sandbox', 'medium')).resolves.toMatchObject({
      monthlyUsd,
    });
  });

  it('are the shipped ones with their date if the role may not read the AWS Price List', async () => {
    account.sandbox.faults.add({
      kind: 'error',
      operation: '^GetProducts$',
      code: 'AccessDeniedException',
      httpStatus: 400,
    });
    const { engine } = account.engine();
    await plan(engine);
    const asked = () => account.sandbox.calls.total('pricing:GetProducts');
    const before = asked();
    const { source } = await plan(engine);
    expect(source).toContain(
      `the list prices of us-east-1 of ${LIST_PRICES.readOn} that TAP ships`,
    );
    // It is not asked again with each plan.
    expect(asked() - before).toBeLessThanOrEqual(1);
  });
});
