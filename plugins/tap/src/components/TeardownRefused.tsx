import { Alert, Button, DialogBody, DialogFooter } from '@backstage/ui';
import { RETENTION_TEXTS } from '@tap/plugin-tap-common';

/** Why a protected environment cannot be torn down, and what to do first. */
export function TeardownRefused(props: { onClose: () => void }) {
  return (
    <>
      <DialogBody>
        <Alert
          description={`${RETENTION_TEXTS.retain.lost} Kept: ${RETENTION_TEXTS.retain.kept}`}
          icon
          status="info"
          title="This environment is protected"
        />
      </DialogBody>
      <DialogFooter>
        <Button onPress={props.onClose} variant="primary">
          Close
        </Button>
      </DialogFooter>
    </>
  );
}
