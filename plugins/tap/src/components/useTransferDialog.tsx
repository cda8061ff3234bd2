import {
  dialogApiRef,
  toastApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { Environment, EnvironmentRef, shortRef } from '@tap/plugin-tap-common';
import { TransferOwnershipDialog } from './TransferOwnershipDialog';

/**
 * The dialog that transfers an environment to another owner.
 *
 * @param onDone - called after the transfer
 * @returns a function that opens it
 */
export function useTransferDialog(
  environment: EnvironmentRef,
  onDone: (afterwards: Environment) => void,
): () => void {
  const dialogs = useApi(dialogApiRef);
  const toasts = useApi(toastApiRef);
  return () => {
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
          onDone(afterwards);
        }}
      />
    ));
  };
}
