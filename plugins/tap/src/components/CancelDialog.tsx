import { useApi } from '@backstage/frontend-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { useState } from 'react';
import { TaskProgress } from '../hooks/useTaskProgress';
import { FailureAlert } from './FailureAlert';

/** Confirms that an operation is cancelled, with what is deleted or restored. */
export function CancelDialog(props: {
  task: TaskProgress;
  taskId: string;
  onCancelled: () => void;
  onClose: () => void;
}) {
  const { onClose, task, taskId } = props;
  const api = useApi(scaffolderApiRef);
  const [error, setError] = useState<unknown>();
  const [isPending, setIsPending] = useState(false);
  const what = task.kind === 'create' ? 'creation' : 'change';
  const cancel = async () => {
    setIsPending(true);
    setError(undefined);
    try {
      await api.cancelTask(taskId);
      props.onCancelled();
    } catch (e) {
      setError(e);
      setIsPending(false);
    }
  };
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={480}>
      <DialogHeader>
        Cancel the {what} of {task.suffix}?
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text>{consequence(task)}</Text>
          <FailureAlert error={error} title={`The ${what} was not cancelled`} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button onPress={onClose} variant="secondary">
          {task.kind === 'create' ? 'Keep creating' : 'Keep changing'}
        </Button>
        <Button
          destructive
          isPending={isPending}
          onPress={cancel}
          variant="primary"
        >
          Cancel the {what}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function consequence({ kind, progress }: TaskProgress): string {
  if (kind === 'change') {
    return 'CloudFormation stops the update and restores the previous settings. Databases that have restarted can restart again.';
  }
  return progress.done > 0
    ? `CloudFormation deletes the ${
        progress.done === 1
          ? '1 resource that has been'
          : `${progress.done} resources that have been`
      } created so far, and those in progress. Data in them is lost.`
    : 'CloudFormation deletes everything that has been created so far. Data in it is lost.';
}
