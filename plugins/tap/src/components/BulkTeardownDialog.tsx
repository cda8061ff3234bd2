import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  TextField,
} from '@backstage/ui';
import { RETENTION_TEXTS } from '@tap/plugin-tap-common';
import { useState } from 'react';
import { tapApiRef } from '../api';
import { useBulkRun } from '../hooks/useBulkRun';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { bulkBlocker } from '../lib/bulkBlocker';
import { taskRouteRef } from '../routes';
import { BulkList } from './BulkList';

const CONFIRMATION = 'tear down';

/** Tears down the environments of a selection: names each with what is lost and kept, and then with its outcome. */
export function BulkTeardownDialog(props: {
  rows: EnvironmentRow[];
  onClose: () => void;
}) {
  const { onClose, rows } = props;
  const api = useApi(tapApiRef);
  const taskRoute = useRouteRef(taskRouteRef);
  const [confirm, setConfirm] = useState('');
  const { outcomes, run, state } = useBulkRun(async ({ environment }) => {
    const { suffix, target } = environment;
    const { taskId } = await api.run(
      'teardown',
      { suffix, target },
      { confirm: suffix },
    );
    return { text: 'Teardown started.', href: taskRoute?.({ taskId }) };
  });
  const items = rows.map(row => {
    const blocker = bulkBlocker(row.environment, 'teardown');
    const { kept, lost } = RETENTION_TEXTS[row.environment.retention];
    return {
      row,
      effect: blocker ?? `${lost} Kept: ${kept}`,
      isBlocked: blocker !== undefined,
    };
  });
  const due = items.filter(({ isBlocked }) => !isBlocked);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={640}>
      <DialogHeader>
        {due.length === 1
          ? 'Tear down 1 environment'
          : `Tear down ${due.length} environments`}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <BulkList items={items} outcomes={outcomes} />
          {state === 'ready' && due.length > 0 && (
            <TextField
              autoComplete="off"
              label={`Type ${CONFIRMATION} to confirm`}
              name="confirm"
              onChange={setConfirm}
              value={confirm}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button onPress={onClose} variant="secondary">
          {state === 'ready' ? 'Cancel' : 'Done'}
        </Button>
        {state !== 'done' && (
          <Button
            destructive
            isDisabled={due.length === 0 || confirm !== CONFIRMATION}
            isPending={state === 'running'}
            onPress={() => run(due.map(({ row }) => row))}
            variant="primary"
          >
            Tear down
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
