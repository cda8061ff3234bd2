import { AwsError } from '../../protocol/AwsError';
import { listStored, StoredResource } from '../../resources/StoredResource';
import { World } from '../../resources/World';
import { applyFilters, FilterReaders, strings } from '../filters';
import { page } from '../pages';
import { Operation } from '../../protocol/ServiceOperations';
import { tagList } from '../tags';

/** Definition of an EC2 Describe operation for one kind of object. */
export interface Description<T> {
  /** Element that contains the list, for example `subnetSet`. */
  set: string;
  /** Parameter that selects objects by ID, for example `SubnetId`. */
  idParameter: string;
  /** Error code for an unknown ID. */
  notFound: string;
  idOf(item: T): string;
  list(world: World): T[];
  filters: FilterReaders<T>;
  describe(item: T, world: World, accountId: string): object;
}

/** Creates the operation. */
export function describeOperation<T>(description: Description<T>): Operation {
  return async (params, { world, accountId }) => {
    const ids = strings(params[description.idParameter]);
    const all = description.list(world);
    const missing = ids.filter(
      id => !all.some(item => description.idOf(item) === id),
    );
    if (missing.length > 0) {
      throw new AwsError(
        description.notFound,
        `The ID '${missing.join(', ')}' does not exist`,
      );
    }
    const wanted = all.filter(
      item => ids.length === 0 || ids.includes(description.idOf(item)),
    );
    const { items, next } = page(
      applyFilters(wanted, params.Filter, description.filters),
      params.NextToken,
      params.MaxResults,
    );
    return {
      [description.set]: items.map(item =>
        description.describe(item, world, accountId),
      ),
      nextToken: next,
    };
  };
}

/** The members that all objects of a stack have. */
export function storedDescription(
  type: string,
): Pick<Description<StoredResource>, 'idOf' | 'list'> {
  return {
    idOf: ({ physicalId }) => physicalId,
    list: world => listStored(world, type),
  };
}

/** Tags in the format of EC2. */
export function tagSet(tags: Record<string, string>) {
  return tagList(tags).map(({ Key, Value }) => ({ key: Key, value: Value }));
}
