import { Button } from '@backstage/ui';
import { RiUserSharedLine } from '@remixicon/react';
import { Environment, EnvironmentRef } from '@tap/plugin-tap-common';
import { useTransferDialog } from './useTransferDialog';

/** Opens the dialog that transfers an environment to another owner. */
export function TransferOwnershipButton(props: {
  environment: EnvironmentRef;
  onDone: (afterwards: Environment) => void;
}) {
  const openDialog = useTransferDialog(props.environment, props.onDone);
  return (
    <Button
      iconStart={<RiUserSharedLine aria-hidden="true" />}
      onPress={openDialog}
      variant="secondary"
    >
      Transfer…
    </Button>
  );
}
