import type { ScaffolderTaskOutput } from '@backstage/plugin-scaffolder-common';
import { lazy, Suspense } from 'react';

const TaskProgressPanel = lazy(() =>
  import('./TaskProgressPanel').then(m => ({ default: m.TaskProgressPanel })),
);

/** The panel, without its code on other pages: the blueprint of the scaffolder has no loader. */
export function LazyTaskProgressPanel(props: {
  output?: ScaffolderTaskOutput;
}) {
  return (
    <Suspense fallback={null}>
      <TaskProgressPanel {...props} />
    </Suspense>
  );
}
