import { RETENTION_TEXTS, SUFFIX_PATTERN } from '@tap/plugin-tap-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TapApi } from '../api';
import { TapApiAnswers } from '../__testUtils__/fakeTapApi';
import { renderPortal } from '../__testUtils__/renderPortal';
import { responseError } from '../__testUtils__/responseError';
import { sampleOptions, sampleSize } from '../__testUtils__/samples';

jest.setTimeout(60_000);

const text = (title: string, field: string, more = {}) => ({
  type: 'string',
  title,
  'ui:field': field,
  ...more,
});

const manifest = {
  title: 'PostgreSQL environment',
  steps: [
    {
      title: 'What',
      schema: {
        required: ['suffix'],
        properties: {
          suffix: text('Name', 'TapSuffix', { pattern: SUFFIX_PATTERN }),
          target: text('Target', 'TapTarget'),
          size: text('Size', 'TapSize'),
        },
      },
    },
    {
      title: 'Data and life',
      schema: {
        properties: {
          retention: text('Data', 'TapRetention', { default: 'destroy' }),
          expiresIn: text('Life', 'TapExpiry'),
        },
      },
    },
    {
      title: 'Owner and plan',
      schema: {
        properties: {
          owner: text('Owner', 'TapOwner'),
          plan: { type: 'null', title: 'Plan', 'ui:field': 'TapPlan' },
        },
      },
    },
  ],
};

const plan: TapApi['plan'] = async ({ suffix }) => ({
  ref: { suffix, target: 'sandbox' },
  operation: 'create',
  changes: [1, 2, 3].map(n => ({
    action: 'add',
    logicalId: `Resource${n}`,
    resourceType: n === 1 ? 'AWS::RDS::DBInstance' : 'AWS::S3::Bucket',
    causes: [],
    effect: 'none',
  })),
  price: sampleSize().price,
  warnings: ['Two more VPCs and the quota is used up'],
  findings: [],
  templateBytes: 30_000,
});

async function openForm(answers: TapApiAnswers = {}) {
  const scaffold = jest.fn(async () => ({ taskId: 'task-1' }));
  const { tapApi } = renderPortal('/create/templates/default/tap-postgres', {
    tap: { plan, ...answers },
    scaffolder: {
      getTemplateParameterSchema: async () => manifest as never,
      scaffold,
    },
  });
  const name = await screen.findByLabelText(/^Name/, {}, { timeout: 20_000 });
  return { api: tapApi, scaffold, name };
}

const next = async (name = 'Next') =>
  userEvent.click(screen.getByRole('button', { name }));

describe('request form', () => {
  it('creates a request from a name and the defaults', async () => {
    const { api, scaffold, name } = await openForm();
    await userEvent.type(name, 'orders-dev');
    expect(
      await screen.findByText('orders-dev is available'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Created in account 000000000000, region us-east-1.'),
    ).toBeInTheDocument();
    const small = screen.getByRole('radio', {
      name: 'small: db.t4g.medium, 2 vCPU, 4 GiB memory, 50 GiB storage, one AZ, 1 read replica, $151.50 a month',
    });
    expect(small).toBeChecked();
    await userEvent.click(screen.getByRole('radio', { name: /^micro/ }));
    await next();

    expect(
      await screen.findByText(`Kept: ${RETENTION_TEXTS.snapshot.kept}`),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('radio', { name: RETENTION_TEXTS.snapshot.title }),
    );
    await choose('Life', 'After 7 days');
    await next();

    const owner = await screen.findByRole('combobox', { name: /Owner/ });
    await waitFor(() => expect(owner).toHaveValue('user:default/guest'));
    expect(
      await screen.findByText('The environment is created.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Two more VPCs and the quota is used up'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: /^\d+ resources of 2 types$/ }),
    );
    expect(
      within(screen.getByRole('list', { name: 'Resources by type' }))
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['1 × AWS::RDS::DBInstance', '2 × AWS::S3::Bucket']);
    expect(
      screen.getByRole('row', { name: /db.t4g.medium 2 × 730 h \$94.90/ }),
    ).toBeInTheDocument();
    expect(api.plan).toHaveBeenLastCalledWith({
      suffix: 'orders-dev',
      size: 'micro',
      retention: 'snapshot',
      expiresIn: '7d',
      owner: 'user:default/guest',
    });
    await next('Review');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );

    await waitFor(() => expect(scaffold).toHaveBeenCalled());
    expect(scaffold).toHaveBeenCalledWith(
      expect.objectContaining({
        values: expect.objectContaining({
          suffix: 'orders-dev',
          size: 'micro',
          retention: 'snapshot',
          expiresIn: '7d',
          owner: 'user:default/guest',
        }),
      }),
    );
  });

  it('reports an invalid name immediately, with an example', async () => {
    const { api, name } = await openForm();
    await userEvent.type(name, 'Orders!');
    expect(
      await screen.findByText(
        /The name must be lower-case letters.*for example orders-dev/,
      ),
    ).toBeInTheDocument();
    expect(name).toBeInvalid();
    expect(api.getSuffixAvailability).not.toHaveBeenCalledWith(
      expect.objectContaining({ suffix: 'Orders!' }),
    );
    await next();
    expect(screen.queryByText(/Lost: /)).not.toBeInTheDocument();
  });

  it('reports a taken name immediately, and does not continue', async () => {
    const { name } = await openForm({
      getSuffixAvailability: async ({ suffix, target }) => ({
        available: false,
        reason: `${suffix} is taken on ${target} by group:default/payments`,
      }),
    });
    await userEvent.type(name, 'orders-dev');
    const reason = 'orders-dev is taken on sandbox by group:default/payments';
    expect(await screen.findByText(reason)).toBeInTheDocument();
    await next();
    // Once at the field, and once in the form's list of errors.
    await waitFor(() =>
      expect(screen.getAllByText(new RegExp(reason))).toHaveLength(2),
    );
    expect(screen.queryByText(/Lost: /)).not.toBeInTheDocument();
  });

  it('continues if the back end cannot check the name', async () => {
    const down = () => Promise.reject(new Error('down'));
    const { name } = await openForm({
      getSuffixAvailability: down,
      plan: down,
    });
    await userEvent.type(name, 'orders-dev');
    expect(
      await screen.findByText(/Could not check the name/),
    ).toBeInTheDocument();
    await next();
    await screen.findByText(/Kept: Everything/);
    await next();
    expect(
      await screen.findByText('The plan cannot be shown right now'),
    ).toBeInTheDocument();
    await next('Review');
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('links to the change form if the user types the name of an own environment', async () => {
    const { name } = await openForm({
      getSuffixAvailability: async () => ({
        available: false,
        canBeChanged: true,
      }),
    });
    await userEvent.type(name, 'orders-dev');
    expect(
      await screen.findByRole('link', { name: 'change orders-dev' }),
    ).toHaveAttribute('href', '/environments/sandbox/orders-dev/change');
  });

  it('shows why a request would be rejected', async () => {
    const refusal = await responseError(
      400,
      'InputError',
      'expiresIn: must not be longer than 365 days, for example 30d',
    );
    const { name } = await openForm({ plan: () => Promise.reject(refusal) });
    await userEvent.type(name, 'orders-dev');
    await next();
    await screen.findByText(/Kept: Everything/);
    await next();
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('This request is not possible');
    expect(alert).toHaveTextContent('must not be longer than 365 days');
  });

  it('presets the default size of the target, whatever its name', async () => {
    const [sandbox] = sampleOptions().targets;
    await openForm({
      getOptions: async () =>
        sampleOptions({
          targets: [
            {
              ...sandbox,
              sizes: [
                sampleSize({ name: 'tiny' }),
                sampleSize({ name: 'big' }),
              ],
              defaultSize: 'big',
            },
          ],
        }),
    });
    expect(await screen.findByRole('radio', { name: /^big/ })).toBeChecked();
    expect(screen.getByRole('radio', { name: /^tiny/ })).not.toBeChecked();
  });

  it('offers all targets, with the sizes and retentions of each', async () => {
    const [sandbox] = sampleOptions().targets;
    const { api, name } = await openForm({
      getOptions: async () =>
        sampleOptions({
          targets: [
            sandbox,
            {
              ...sandbox,
              name: 'production',
              isDefault: false,
              sizes: [sampleSize({ name: 'large' })],
            },
          ],
        }),
    });
    await userEvent.type(name, 'orders-dev');
    await choose('Target', /^production/);
    expect(await screen.findByRole('radio', { name: /^large/ })).toBeVisible();
    await waitFor(() =>
      expect(api.getSuffixAvailability).toHaveBeenLastCalledWith({
        suffix: 'orders-dev',
        target: 'production',
      }),
    );
    await next();
    expect(
      (
        await screen.findAllByText(
          /'small' is not available on production; use one of large/,
        )
      ).length,
    ).toBeGreaterThan(0);
  });

  it('offers no expiry for a protected environment', async () => {
    const { name } = await openForm();
    await userEvent.type(name, 'orders-dev');
    await next();
    await screen.findByText(/Kept: Everything/);
    await choose('Life', 'Another time…');
    await userEvent.type(screen.getByLabelText('Expires after'), '5x');
    expect(
      await screen.findByText(/must be a whole number of hours, days or weeks/),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('radio', { name: RETENTION_TEXTS.retain.title }),
    );
    expect(await screen.findByText(/does not expire/)).toBeInTheDocument();
    expect(screen.queryByLabelText('Expires after')).not.toBeInTheDocument();
  });

  it('accepts any owner by entity ref, and rejects other text', async () => {
    const { api, name } = await openForm();
    await userEvent.type(name, 'orders-dev');
    await next();
    await screen.findByText(/Kept: Everything/);
    await next();
    const owner = await screen.findByRole('combobox', { name: /Owner/ });
    await waitFor(() => expect(owner).toHaveValue('user:default/guest'));

    await userEvent.clear(owner);
    await userEvent.type(owner, 'group:default/orders');
    await waitFor(() =>
      expect(api.plan).toHaveBeenLastCalledWith(
        expect.objectContaining({ owner: 'group:default/orders' }),
      ),
    );
    await userEvent.clear(owner);
    await userEvent.type(owner, 'resource:default/orders');
    expect(
      await screen.findByText(
        /The owner must be the entity ref of a group or user, whose name .*, for example group:default\/payments/,
      ),
    ).toBeInTheDocument();
    // Closes the list of the field.
    await userEvent.tab();
    await next('Review');
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });
});

async function choose(label: string, option: string | RegExp) {
  await userEvent.click(
    screen.getByRole('button', { name: new RegExp(label) }),
  );
  const listbox = await screen.findByRole('listbox');
  await userEvent.click(within(listbox).getByRole('option', { name: option }));
}
