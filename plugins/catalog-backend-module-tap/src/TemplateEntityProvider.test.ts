import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { REQUEST_TEMPLATE, TEARDOWN_TEMPLATE } from '@tap/plugin-tap-common';
import { eventually } from '@tap/plugin-tap-node/testUtils';
import assert from 'node:assert';
import { CatalogPortal } from './__testUtils__/CatalogPortal';

jest.setTimeout(120_000);

describe('TemplateEntityProvider', () => {
  let portal: CatalogPortal;

  afterEach(() => portal.stop());

  /** Starts a catalog whose rules allow no templates in locations. */
  async function start(templates?: JsonObject): Promise<void> {
    portal = await CatalogPortal.start(templates && { tap: { templates } });
  }

  async function template(ref: string): Promise<Entity> {
    return eventually(async () => {
      const entity = await portal.entity(ref);
      assert(entity);
      return entity;
    });
  }

  it('adds both templates, without an owner', async () => {
    await start();
    const request = await template(REQUEST_TEMPLATE);
    expect(request.spec).toMatchObject({
      steps: [{ action: 'tap:environment:deploy' }],
    });
    const teardown = await template(TEARDOWN_TEMPLATE);
    expect(teardown.spec).toMatchObject({
      steps: [{ action: 'tap:environment:teardown' }],
    });
    expect(request.spec).not.toHaveProperty('owner');
    expect(teardown.spec).not.toHaveProperty('owner');
  });

  it('gives them the owner of app-config', async () => {
    await start({ owner: 'group:default/platform' });
    expect((await template(REQUEST_TEMPLATE)).relations).toContainEqual({
      type: 'ownedBy',
      targetRef: 'group:default/platform',
    });
  });

  it('adds only those that app-config includes', async () => {
    await start({ include: ['tap-postgres-teardown'] });
    await template(TEARDOWN_TEMPLATE);
    expect(await portal.entity(REQUEST_TEMPLATE)).toBeUndefined();
  });
});
