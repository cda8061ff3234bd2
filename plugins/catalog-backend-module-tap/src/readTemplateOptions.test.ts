import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readTemplateOptions } from './readTemplateOptions';

const read = (templates: JsonObject) =>
  readTemplateOptions(
    new ConfigReader({ catalog: { providers: { tap: { templates } } } }),
  );

describe('readTemplateOptions', () => {
  it('includes both templates, without an owner, if nothing is configured', () => {
    expect(readTemplateOptions(new ConfigReader({}))).toEqual({
      names: ['tap-postgres', 'tap-postgres-teardown'],
      owner: undefined,
    });
  });

  it('includes none if they are disabled', () => {
    expect(read({ enabled: false, include: ['tap-postgres'] }).names).toEqual(
      [],
    );
  });

  it.each([
    [
      { include: ['tap-postgress'] },
      `catalog.providers.tap.templates.include: 'tap-postgress' must be one of tap-postgres, tap-postgres-teardown, for example [tap-postgres]`,
    ],
    [
      { owner: 'domain:default/data' },
      `catalog.providers.tap.templates.owner: 'domain:default/data' must be the entity ref of a group or user, whose name has at most 63 letters, digits, hyphens, underscores or periods, for example group:default/platform`,
    ],
  ])('rejects %j', (templates, message) => {
    expect(() => read(templates)).toThrow(message);
  });
});
