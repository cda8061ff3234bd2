import {
  dialogApiRef,
  toastApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiUserSharedLine } from '@remixicon/react';
import { EnvironmentRef } from '@tap/plugin-tap-common';
import { shortRef } from '../lib/environmentFacts';
import { HandOverDialog } from './HandOverDialog';

/** Opens the dialog that gives an environment to another owner. */
export function HandOverButton(props: {
  environment: EnvironmentRef;
  onDone: () => void;
}) {
  const { environment } = props;
  const dialogs = useApi(dialogApiRef);
  const toasts = useApi(toastApiRef);
  const openDialog = () =>
    dialogs.open(({ dialog }) => (
      <HandOverDialog
        environment={environment}
        onClose={() => dialog.close()}
        onDone={({ owner }) => {
          dialog.close();
          toasts.post({
            title: `${environment.suffix} belongs to ${shortRef(owner)} now`,
            timeout: 5000,
          });
          props.onDone();
        }}
      />
    ));
  return (
    <Button
      iconStart={<RiUserSharedLine aria-hidden="true" />}
      onPress={openDialog}
      variant="secondary"
    >
      Hand over…
    </Button>
  );
}
