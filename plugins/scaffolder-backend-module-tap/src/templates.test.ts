import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { fieldSchemas, packedCopy, TEMPLATES } from '../dev/fieldSchemas';
import { generateTemplate } from '../dev/generateTemplate';
import { FakeCatalogWait } from './__testUtils__/FakeCatalogWait';
import {
  createEnvironmentDeployAction,
  createEnvironmentTeardownAction,
} from './actions';

const root = resolve(__dirname, '../../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');

describe('templates', () => {
  it.each(Object.entries(TEMPLATES))('%s is up to date', (path, source) => {
    const text = read(path);
    // When this fails: yarn workspace @tap/plugin-scaffolder-backend-module-tap generate-templates
    expect(generateTemplate(text, fieldSchemas(source))).toBe(text);
    expect(read(packedCopy(path))).toBe(text);
  });

  it('updates a stale template, and keeps what is written by hand', () => {
    const stale = [
      'spec:',
      '  parameters:',
      '    - title: Page # kept',
      '      properties:',
      '        suffix:',
      '          title: Old name',
      '          ui:field: TapSuffix',
      '          minLength: 99',
      '          format: email',
    ].join('\n');
    const fresh = generateTemplate(stale, {
      suffix: { title: 'Name', type: 'string', minLength: 3 },
    });
    expect(fresh).toContain('Page # kept');
    expect(parse(fresh).spec.parameters[0].properties.suffix).toEqual({
      title: 'Name',
      'ui:field': 'TapSuffix',
      type: 'string',
      minLength: 3,
    });
  });

  it('rejects a template with a missing or an unknown field', () => {
    const text = 'spec: { parameters: [{ properties: { sufix: {} } }] }';
    expect(() => generateTemplate(text, { suffix: { title: 'Name' } })).toThrow(
      /missing \[suffix\], not in the schema \[sufix\]/,
    );
  });

  const catalog = new FakeCatalogWait();

  const environments = new FakeEnvironmentService('sandbox', 'staging');
  it.each([
    [
      'templates/tap-postgres/template.yaml',
      createEnvironmentDeployAction({ catalog, environments }),
    ],
    [
      'templates/tap-postgres-teardown/template.yaml',
      createEnvironmentTeardownAction({ catalog, environments }),
    ],
  ])('%s passes all its fields to its action', (path, action) => {
    const { spec } = parse(read(path));
    const fields = Object.keys((action.schema?.input as any).properties);
    expect(spec.steps).toHaveLength(1);
    expect(spec.steps[0].action).toBe(action.id);
    expect(spec.steps[0].input).toEqual(
      Object.fromEntries(
        fields.map(name => [name, `\${{ parameters.${name} }}`]),
      ),
    );
  });

  it('tags the teardown, to hide it on the Create page', () => {
    const { metadata, spec } = parse(
      read('templates/tap-postgres-teardown/template.yaml'),
    );
    expect(metadata.tags).toEqual(['tap-internal']);
    expect(spec.type).toBe('tap-teardown');
  });
});
