import { useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import { Environment, EnvironmentRef } from '@tap/plugin-tap-common';
import { FormEvent, useId, useState } from 'react';
import { tapApiRef } from '../api';
import { FieldNote } from '../fields/FieldNote';
import { schemaProblem } from '../fields/fieldProps';
import { useOptions } from '../hooks/useOptions';
import { FailureAlert } from './FailureAlert';
import { OwnerPicker } from './OwnerPicker';

const GIVEN_AWAY =
  'You do not belong to this owner. After the transfer, you cannot change the environment or take it back.';

/** Transfers an environment to another owner. */
export function TransferOwnershipDialog(props: {
  environment: EnvironmentRef;
  onClose: () => void;
  onDone: (environment: Environment) => void;
}) {
  const { environment, onClose } = props;
  const noteId = useId();
  const api = useApi(tapApiRef);
  const { value: options } = useOptions();
  const [owner, setOwner] = useState('');
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const problem = owner ? schemaProblem('owner', owner) : undefined;
  const isGivenAway =
    owner !== '' &&
    problem === undefined &&
    options !== undefined &&
    !options.ownershipRefs.includes(owner);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    setPending(true);
    try {
      props.onDone(await api.run('transfer', environment, { owner }));
    } catch (e) {
      setError(e);
      setPending(false);
    }
  };

  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={560}>
      <DialogHeader>Transfer {environment.suffix}</DialogHeader>
      <form onSubmit={submit}>
        <DialogBody>
          <Flex direction="column" gap="3">
            <OwnerPicker
              description="The owner can change, transfer and tear down the environment. Select one of your groups, or enter the entity ref of a group or user, for example group:default/payments"
              isInvalid={problem !== undefined}
              label="New owner"
              noteId={noteId}
              onChange={text => setOwner(text ?? '')}
              owner={owner}
            />
            <div id={noteId}>
              <FieldNote tone="bad">
                {problem && `The owner ${problem}`}
              </FieldNote>
              <div aria-live="polite">
                {isGivenAway && (
                  <Alert description={GIVEN_AWAY} icon status="warning" />
                )}
              </div>
            </div>
            <FailureAlert error={error} title="The owner was not changed" />
          </Flex>
        </DialogBody>
        <DialogFooter>
          <Button onPress={onClose} variant="secondary">
            Cancel
          </Button>
          <Button
            isDisabled={owner === '' || problem !== undefined}
            isPending={pending}
            type="submit"
            variant="primary"
          >
            Transfer
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
