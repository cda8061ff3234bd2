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

/** The actions on an environment that its state and the user's permissions allow. */
export function EnvironmentActions(props: {
  environmentRef: EnvironmentRef;
  /** The current environment; undefined if it could not be read. */
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
