import {
  dialogApiRef,
  toastApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiUserSharedLine } from '@remixicon/react';
import { Environment, EnvironmentRef } from '@tap/plugin-tap-common';
import { shortRef } from '../lib/environmentFacts';
import { TransferOwnershipDialog } from './TransferOwnershipDialog';

/** Opens the dialog that transfers an environment to another owner. */
export function TransferOwnershipButton(props: {
  environment: EnvironmentRef;
  onDone: (afterwards: Environment) => void;
}) {
  const { environment } = props;
  const dialogs = useApi(dialogApiRef);
  const toasts = useApi(toastApiRef);
  const openDialog = () =>
    dialogs.open(({ dialog }) => (
      <TransferOwnershipDialog
        environment={environment}
        onClose={() => dialog.close()}
        onDone={afterwards => {
          dialog.close();
          toasts.post({
            title: `The owner of ${environment.suffix} is now ${shortRef(
              afterwards.owner,
            )}`,
            timeout: 5000,
          });
          props.onDone(afterwards);
        }}
      />
    ));
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
