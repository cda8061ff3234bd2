import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Select,
} from '@backstage/ui';
import { useState } from 'react';
import { tapApiRef } from '../api';
import { useBulkRun } from '../hooks/useBulkRun';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { bulkBlocker } from '../lib/bulkBlocker';
import { EXPIRY_CHOICES } from '../lib/expiryChoices';
import { localTime } from '../lib/format';
import { BulkList } from './BulkList';

/** Sets the expiry of the environments of a selection: names each with its expiry, and then with its outcome. */
export function BulkExtendDialog(props: {
  rows: EnvironmentRow[];
  onClose: () => void;
}) {
  const { onClose, rows } = props;
  const api = useApi(tapApiRef);
  const [expiresIn, setExpiresIn] = useState('7d');
  const { outcomes, run, state } = useBulkRun(async ({ environment }) => {
    const { suffix, target } = environment;
    const { expiresAt } = await api.run(
      'extend',
      { suffix, target },
      { expiresIn },
    );
    return { text: expiryText(expiresAt) };
  });
  const items = rows.map(row => {
    const blocker = bulkBlocker(row.environment, 'extend');
    return {
      row,
      effect: blocker ?? expiryText(row.environment.expiresAt),
      isBlocked: blocker !== undefined,
    };
  });
  const due = items.filter(({ isBlocked }) => !isBlocked);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={560}>
      <DialogHeader>
        {rows.length === 1
          ? `Set the expiry of ${rows[0].environment.suffix}`
          : `Set the expiry of ${rows.length} environments`}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <BulkList items={items} outcomes={outcomes} />
          {state === 'ready' && (
            <Select
              label="New expiry"
              onChange={key => setExpiresIn(String(key))}
              options={EXPIRY_CHOICES}
              value={expiresIn}
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
            isDisabled={due.length === 0}
            isPending={state === 'running'}
            onPress={() => run(due.map(({ row }) => row))}
            variant="primary"
          >
            Set expiry
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}

function expiryText(expiresAt: string | undefined): string {
  return expiresAt ? `Expires ${localTime(expiresAt)}` : 'Does not expire';
}
