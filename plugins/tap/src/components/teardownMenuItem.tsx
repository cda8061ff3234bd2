import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiDeleteBin2Line } from '@remixicon/react';
import { StackStatus } from '@tap/plugin-tap-common';
import { useEnvironmentPermissions } from '../hooks/useEnvironmentPermissions';
import { useProgress } from '../hooks/useProgress';
import { environmentFilter, environmentRef } from '../lib/environmentFacts';
import { useTeardownDialog } from './useTeardownDialog';

/** Teardown in the context menu of the environment page. */
export const teardownMenuItem = EntityContextMenuItemBlueprint.make({
  name: 'teardown',
  params: {
    filter: environmentFilter,
    icon: <RiDeleteBin2Line aria-hidden="true" size={16} />,
    useProps: () => {
      const { entity } = useEntity();
      const environment = environmentRef(entity);
      const openDialog = useTeardownDialog(environment);
      const { tearDown } = useEnvironmentPermissions(environment);
      const { value } = useProgress(environment.suffix, environment.target);
      const isBusy =
        value?.environment &&
        StackStatus.of(value.environment.stackStatus).isInProgress;
      return {
        title: 'Tear down environment',
        onClick: openDialog,
        disabled: !tearDown || isBusy,
      };
    },
  },
});
