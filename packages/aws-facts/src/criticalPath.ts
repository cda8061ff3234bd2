import { resourceDependencies } from './templateReferences';
import { operationSeconds, TimedResource } from './typicalDurations';

/** The part of a CloudFormation template that the durations depend on. @public */
export interface TimedTemplate {
  readonly Resources?: Readonly<
    Record<
      string,
      TimedResource & { readonly DependsOn?: string | readonly string[] }
    >
  >;
}

/** Resources in the order in which one waits for the other, and the seconds of all of them. @public */
export interface CriticalPath {
  readonly logicalIds: readonly string[];
  readonly seconds: number;
}

/**
 * The longest path through the dependencies of a template, with the typical duration of each resource. The creation and the
 * deletion of the stack take as long, because CloudFormation works on all other resources meanwhile. A deletion goes the
 * same ways in the other direction.
 *
 * @public
 */
export function criticalPath(
  { Resources = {} }: TimedTemplate,
  operation: 'create' | 'delete',
): CriticalPath {
  const known = new Map<string, CriticalPath>();
  const pathTo = (logicalId: string): CriticalPath => {
    const resource = Resources[logicalId];
    const before = longest(
      resourceDependencies(resource, Resources).map(
        name => known.get(name) ?? pathTo(name),
      ),
    );
    const path = {
      logicalIds: [...before.logicalIds, logicalId],
      seconds: before.seconds + operationSeconds(resource, operation),
    };
    known.set(logicalId, path);
    return path;
  };
  const path = longest(Object.keys(Resources).map(pathTo));
  return operation === 'create'
    ? path
    : { ...path, logicalIds: [...path.logicalIds].reverse() };
}

function longest(paths: readonly CriticalPath[]): CriticalPath {
  return paths.reduce(
    (best, path) => (path.seconds > best.seconds ? path : best),
    {
      logicalIds: [],
      seconds: 0,
    },
  );
}
