import { Entity } from '@backstage/catalog-model';
import { screen } from '@testing-library/react';
import { listing } from '../__testUtils__/listing';
import { renderPortal } from '../__testUtils__/renderPortal';
import { sampleEnvironment } from '../__testUtils__/samples';

jest.setTimeout(60_000);

const LOCATION = 'url:https://example.com/all.yaml';

function foreign(name: string, annotations: Record<string, string> = {}) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-location': LOCATION,
        'backstage.io/managed-by-origin-location': LOCATION,
        ...annotations,
      },
    },
    spec: { owner: 'group:default/dancers' },
  };
  return entity;
}

const environments = [
  sampleEnvironment({ suffix: 'carts-dev', createdAt: '2026-11-20T12:00:00Z' }),
  sampleEnvironment(),
];

const open = (entity: Entity) =>
  renderPortal(`/catalog/default/system/${entity.metadata.name}`, {
    entities: [entity],
    tap: {
      listEnvironments: listing(environments),
    },
  });

const text = (pattern: RegExp) =>
  screen.findByText(pattern, {}, { timeout: 20_000 });

describe('the page of another entity that has the name of an environment', () => {
  it('shows the conflict, the location of the entity and what to do', async () => {
    open(foreign('tap-orders-dev'));
    expect(
      await text(
        /environment orders-dev works, but the catalog does not contain it: the entity system:default\/tap-orders-dev from url:https:\/\/example.com\/all.yaml has its name. Ask an administrator/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Open orders-dev' }),
    ).toHaveAttribute('href', '/environments/sandbox/orders-dev');
  });

  it('has no environment cards', async () => {
    open(foreign('tap-orders-dev'));
    await text(/Ask an administrator/);
    expect(
      screen.queryByRole('region', { name: 'Connect' }),
    ).not.toBeInTheDocument();
  });

  it('states that the name is reserved if there is no such environment', async () => {
    open(foreign('tap-dance'));
    expect(await text(/This name is reserved/)).toBeInTheDocument();
  });

  it('states that the environment replaces a placeholder', async () => {
    open(foreign('tap-orders-dev', { 'tap.internal/placeholder': 'true' }));
    expect(await text(/is shown here in a moment/)).toBeInTheDocument();
  });
});
