import { useApi } from '@backstage/frontend-plugin-api';
import {
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
import { errorFindings } from '../lib/errorText';
import { TeardownProblem } from './TeardownProblem';

/** What is lost and kept, and the field for the suffix that starts the teardown. */
export function TeardownForm(props: {
  environment: Environment;
  onClose: () => void;
  onStarted: (taskId: string) => void;
}) {
  const { environment } = props;
  const { suffix, target, wasRetained } = environment;
  const { lost, kept } = RETENTION_TEXTS[environment.retention];
  const api = useApi(tapApiRef);
  const [confirm, setConfirm] = useState('');
  const [releases, setReleases] = useState(false);
  const [hasSnapshots, setHasSnapshots] = useState(false);
  const [givesUpSnapshots, setGivesUpSnapshots] = useState(false);
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    setPending(true);
    try {
      const { taskId } = await api.run(
        'teardown',
        { suffix, target },
        {
          confirm,
          ...(givesUpSnapshots && { acknowledgeLostSnapshots: true }),
          ...(releases && { acknowledgeRetained: true }),
        },
      );
      props.onStarted(taskId);
    } catch (e) {
      setError(e);
      setHasSnapshots(known => known || reportsSnapshots(e));
      setPending(false);
    }
  };

  return (
    <form onSubmit={submit}>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Loss text={lost} title="Will be lost" />
          <Loss text={kept} title="Will be kept" />
          {wasRetained && (
            <Checkbox isSelected={releases} onChange={setReleases}>
              This environment was protected before. I confirm that its data can
              be deleted.
            </Checkbox>
          )}
          <TextField
            autoComplete="off"
            // The dialog has only this field.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            label={`Type ${suffix} to confirm`}
            name="confirm"
            onChange={setConfirm}
            value={confirm}
          />
          {error !== undefined && <TeardownProblem error={error} />}
          {hasSnapshots && (
            <Checkbox
              isSelected={givesUpSnapshots}
              onChange={setGivesUpSnapshots}
            >
              Delete anyway. The manual snapshots become unreadable.
            </Checkbox>
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button onPress={props.onClose} variant="secondary">
          Cancel
        </Button>
        <Button
          destructive
          isDisabled={confirm !== suffix || (wasRetained && !releases)}
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

function reportsSnapshots(error: unknown): boolean {
  return errorFindings(error).some(({ code }) => code === 'manual-snapshots');
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
