import { RESOURCE_TYPES } from './resourceTypes';

it.each(Object.entries(RESOURCE_TYPES))(
  'has well-formed facts of %s',
  (_, facts) => {
    const pointers = [
      facts.createOnlyProperties,
      facts.conditionalCreateOnlyProperties,
      facts.readOnlyProperties,
      facts.writeOnlyProperties,
      facts.primaryIdentifier,
    ].flatMap(list => list ?? []);
    expect(
      pointers.filter(pointer => !pointer.startsWith('/properties/')),
    ).toEqual([]);

    const actions = Object.values(facts.handlers).flatMap(
      ({ permissions }) => permissions,
    );
    expect(
      actions.filter(action => !/^[a-z0-9-]+:[A-Z*]/i.test(action)),
    ).toEqual([]);
  },
);
