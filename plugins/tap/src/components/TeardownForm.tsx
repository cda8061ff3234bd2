import { useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Checkbox,
  DialogBody,
  DialogFooter,
  Flex,
  Text,
  TextField,
} from '@backstage/ui';
import { Environment, RETENTION_TEXTS } from '@tap/plugin-tap-common';
import { FormEvent, useState } from 'react';
import { tapApiRef } from '../api';
import { errorText } from '../lib/errorText';

/** What will be lost and kept, and the suffix to type before the teardown starts. */
export function TeardownForm(props: {
  environment: Environment;
  onClose: () => void;
  onStarted: (taskId: string) => void;
}) {
  const { environment } = props;
  const { suffix, target } = environment;
  const { lost, kept } = RETENTION_TEXTS[environment.retention];
  const api = useApi(tapApiRef);
  const [confirm, setConfirm] = useState('');
  const [acknowledged, setAcknowledged] = useState(false);
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    setPending(true);
    try {
      const { taskId } = await api.startTeardown(
        { suffix, target },
        {
          confirm,
          ...(acknowledged && { acknowledgeLostSnapshots: true }),
        },
      );
      props.onStarted(taskId);
    } catch (e) {
      setError(e);
      setPending(false);
    }
  };

  return (
    <form onSubmit={submit}>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Loss text={lost} title="Will be lost" />
          <Loss text={kept} title="Will be kept" />
          <TextField
            autoComplete="off"
            // The dialog was opened for this one field.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            label={`Type ${suffix} to confirm`}
            name="confirm"
            onChange={setConfirm}
            value={confirm}
          />
          {environment.retention === 'destroy' && (
            <Checkbox isSelected={acknowledged} onChange={setAcknowledged}>
              Give up snapshots taken by hand, too. Otherwise the teardown
              refuses where there are any, and names them.
            </Checkbox>
          )}
          {error !== undefined && (
            <Alert
              description={errorText(error)}
              icon
              role="alert"
              status="danger"
              title="Nothing was torn down"
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button onPress={props.onClose} variant="secondary">
          Cancel
        </Button>
        <Button
          destructive
          isDisabled={confirm !== suffix}
          isPending={pending}
          type="submit"
          variant="primary"
        >
          Tear down
        </Button>
      </DialogFooter>
    </form>
  );
}

function Loss(props: { title: string; text: string }) {
  return (
    <div>
      <Text as="h3" variant="body-medium" weight="bold">
        {props.title}
      </Text>
      <Text as="p">{props.text}</Text>
    </div>
  );
}
