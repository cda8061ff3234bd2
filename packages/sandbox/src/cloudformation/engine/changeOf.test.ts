import { RESOURCE_TYPES, updateRequirement } from '@tap/aws-facts';
import { resourceHandlers } from '../../resources';
import { changeOf } from './changeOf';

const HANDLERS = resourceHandlers();
const KNOWN = HANDLERS.filter(({ type }) => type in RESOURCE_TYPES);

function change(
  type: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
) {
  const handler = HANDLERS.find(each => each.type === type)!;
  const current = { properties: before, stackTags: {} };
  return changeOf(handler, current as never, {
    properties: after,
    stackTags: {},
  });
}

/** Top-level properties in a list of JSON pointers. */
function names(pointers: readonly string[] = []): string[] {
  return pointers
    .map(pointer => pointer.slice('/properties/'.length))
    .filter(name => !name.includes('/'));
}

it('has every resource type of the schemas', () => {
  expect(KNOWN.map(({ type }) => type).sort()).toEqual(
    Object.keys(RESOURCE_TYPES).sort(),
  );
});

it('has rows of its own only for types that the schemas do not have', () => {
  expect(
    HANDLERS.filter(
      ({ type, createOnly }) => createOnly && type in RESOURCE_TYPES,
    ).map(({ type }) => type),
  ).toEqual([]);
});

it.each(KNOWN.map(({ type }) => type))(
  'a change of %s replaces it exactly if its schema says so',
  type => {
    const facts = RESOURCE_TYPES[type];
    for (const name of names(facts.createOnlyProperties)) {
      expect(change(type, { [name]: 'a' }, { [name]: 'b' }).createOnly).toEqual(
        [name],
      );
    }
    const harmless = ['Description', 'Tags', 'NoSuchProperty'].filter(
      name => updateRequirement(type, name) === 'none',
    );
    for (const name of harmless) {
      expect(change(type, { [name]: 'a' }, { [name]: 'b' })).toMatchObject({
        properties: [name],
        createOnly: [],
      });
    }
  },
);

it('compares scalars as text, and decides conditions', () => {
  const type = 'AWS::RDS::DBInstance';
  expect(change(type, { DBName: 1 }, { DBName: '1' }).createOnly).toEqual([]);
  expect(
    change(type, { AvailabilityZone: 'a' }, { MultiAZ: 'true' }).createOnly,
  ).toEqual([]);
  expect(change(type, { AvailabilityZone: 'a' }, {}).createOnly).toEqual([
    'AvailabilityZone',
  ]);
});

it('uses the rows of the sandbox for a type that the schemas do not have', () => {
  expect(
    change('AWS::KMS::Alias', { AliasName: 'a' }, { AliasName: 'b' })
      .createOnly,
  ).toEqual(['AliasName']);
});
