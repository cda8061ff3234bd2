import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import { Environment } from '@tap/plugin-tap-common';
import { ReactNode } from 'react';
import { BulkOutcome, useBulkRun } from '../hooks/useBulkRun';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { bulkBlocker } from '../lib/bulkBlocker';
import { BulkList } from './BulkList';

const CLOSE = { ready: 'Cancel', running: 'Close', done: 'Done' };

/**
 * Runs an operation on the environments of a selection: names each with what will happen to it, and then with its outcome.
 */
export function BulkDialog(props: {
  rows: EnvironmentRow[];
  operation: 'extend' | 'teardown';
  /** @param count - number of the environments that are not skipped */
  title: (count: number) => string;
  /** What happens to an environment, in a sentence. */
  effect: (environment: Environment) => string;
  act: (environment: Environment) => Promise<Omit<BulkOutcome, 'isError'>>;
  button: string;
  isDestructive?: boolean;
  /** Whether the input in `children` allows the operation. */
  isConfirmed: boolean;
  /** Input that the operation needs. */
  children: ReactNode;
  onClose: () => void;
}) {
  const { act, effect, onClose, operation, rows } = props;
  const { outcomes, run, state } = useBulkRun(row => act(row.environment));
  const items = rows.map(row => {
    const blocker = bulkBlocker(row.environment, operation);
    return {
      row,
      effect: blocker ?? effect(row.environment),
      isBlocked: blocker !== undefined,
    };
  });
  const due = items.filter(({ isBlocked }) => !isBlocked);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={640}>
      <DialogHeader>{props.title(due.length)}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <BulkList items={items} outcomes={outcomes} />
          {state === 'ready' && due.length > 0 && props.children}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button onPress={onClose} variant="secondary">
          {CLOSE[state]}
        </Button>
        {state !== 'done' && (
          <Button
            destructive={props.isDestructive}
            isDisabled={due.length === 0 || !props.isConfirmed}
            isPending={state === 'running'}
            onPress={() => run(due.map(({ row }) => row))}
            variant="primary"
          >
            {props.button}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
