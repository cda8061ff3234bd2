import { Button } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { EnvironmentRef } from '@tap/plugin-tap-common';
import { useTeardownDialog } from './useTeardownDialog';

/** Opens the teardown dialog. */
export function TeardownButton(props: { environment: EnvironmentRef }) {
  const openDialog = useTeardownDialog(props.environment);
  return (
    <Button
      destructive
      iconStart={<RiDeleteBinLine aria-hidden="true" />}
      onPress={openDialog}
      variant="secondary"
    >
      Tear down…
    </Button>
  );
}
