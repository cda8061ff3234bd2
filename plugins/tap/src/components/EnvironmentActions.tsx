import { Flex } from '@backstage/ui';
import {
  Environment,
  EnvironmentRef,
  StackStatus,
} from '@tap/plugin-tap-common';
import { EnvironmentPermissions } from '../hooks/useEnvironmentPermissions';
import { ChangeLink } from './ChangeLink';
import { TransferOwnershipButton } from './TransferOwnershipButton';
import { TeardownButton } from './TeardownButton';

/** What the user may do with an environment. What she may not, or not now, is not shown. */
export function EnvironmentActions(props: {
  environmentRef: EnvironmentRef;
  /** As it is now, where that could be read. */
  environment: Environment | undefined;
  permissions: EnvironmentPermissions;
  onChanged: (afterwards: Environment) => void;
}) {
  const { environmentRef, environment, permissions } = props;
  const canBeChanged =
    permissions.change && environment?.status === 'available';
  const isBusy =
    environment && StackStatus.of(environment.stackStatus).isInProgress;
  return (
    <Flex gap="2">
      {canBeChanged && (
        <>
          <ChangeLink environment={environment} />
          <TransferOwnershipButton
            environment={environmentRef}
            onDone={props.onChanged}
          />
        </>
      )}
      {permissions.tearDown && !isBusy && (
        <TeardownButton environment={environmentRef} />
      )}
    </Flex>
  );
}
