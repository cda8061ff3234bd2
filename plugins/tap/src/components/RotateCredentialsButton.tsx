import {
  dialogApiRef,
  toastApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiKey2Line } from '@remixicon/react';
import { Environment, EnvironmentRef } from '@tap/plugin-tap-common';
import { RotateCredentialsDialog } from './RotateCredentialsDialog';

/** Opens the dialog that rotates the passwords of an environment's roles. */
export function RotateCredentialsButton(props: {
  environment: EnvironmentRef;
  onDone: (afterwards: Environment) => void;
}) {
  const { environment, onDone } = props;
  const dialogs = useApi(dialogApiRef);
  const toasts = useApi(toastApiRef);
  const openDialog = () => {
    dialogs.open(({ dialog }) => (
      <RotateCredentialsDialog
        environment={environment}
        onClose={() => dialog.close()}
        onDone={afterwards => {
          dialog.close();
          toasts.post({
            title: `The passwords of ${environment.suffix} are being rotated`,
            timeout: 5000,
          });
          onDone(afterwards);
        }}
      />
    ));
  };
  return (
    <Button
      iconStart={<RiKey2Line aria-hidden="true" />}
      onPress={openDialog}
      variant="secondary"
    >
      Rotate…
    </Button>
  );
}
