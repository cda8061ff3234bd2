import { dialogApiRef, useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { taskCancelPermission } from '@backstage/plugin-scaffolder-common/alpha';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { TaskProgress } from '../hooks/useTaskProgress';
import { CancelDialog } from './CancelDialog';

/** Cancels the operation of a task, after a confirmation. Renders nothing if the user may not cancel it. */
export function CancelButton(props: { task: TaskProgress; taskId: string }) {
  const { task, taskId } = props;
  const dialogs = useApi(dialogApiRef);
  const [isCancelled, setIsCancelled] = useState(false);
  const { allowed } = usePermission({
    permission: taskCancelPermission,
    resourceRef: taskId,
  });
  const open = () =>
    dialogs.open(({ dialog }) => (
      <CancelDialog
        onCancelled={() => {
          setIsCancelled(true);
          dialog.close();
        }}
        onClose={() => dialog.close()}
        task={task}
        taskId={taskId}
      />
    ));
  return allowed ? (
    <Button isPending={isCancelled} onPress={open} variant="secondary">
      {isCancelled ? 'Cancelling' : 'Cancel…'}
    </Button>
  ) : null;
}
