import { useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Radio,
  RadioGroup,
  Text,
} from '@backstage/ui';
import {
  DEFAULT_GRACE_HOURS,
  Environment,
  EnvironmentRef,
} from '@tap/plugin-tap-common';
import { useState } from 'react';
import { tapApiRef } from '../api';
import { FailureAlert } from './FailureAlert';

const GRACE_PERIODS = [
  { hours: DEFAULT_GRACE_HOURS, label: `For ${DEFAULT_GRACE_HOURS} hours` },
  { hours: 168, label: 'For 7 days' },
  { hours: 0, label: 'No longer' },
];

/** Confirms a rotation of the passwords, with what happens when. */
export function RotateCredentialsDialog(props: {
  environment: EnvironmentRef;
  onClose: () => void;
  onDone: (environment: Environment) => void;
}) {
  const { environment, onClose } = props;
  const api = useApi(tapApiRef);
  const [graceHours, setGraceHours] = useState(DEFAULT_GRACE_HOURS);
  const [error, setError] = useState<unknown>();
  const [isPending, setPending] = useState(false);
  const rotate = async () => {
    setError(undefined);
    setPending(true);
    try {
      props.onDone(
        await api.run('rotate-credentials', environment, { graceHours }),
      );
    } catch (e) {
      setError(e);
      setPending(false);
    }
  };
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={560}>
      <DialogHeader>Rotate the passwords of {environment.suffix}?</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">
            Each secret gets a new user name and password within minutes.
            Clients must read both from the secret again. Open connections stay
            open, and the database does not restart.
          </Text>
          <Text as="p">
            Passwords from before an earlier rotation are no longer accepted,
            even if its grace period has not ended. The password of the master
            user does not change.
          </Text>
          <RadioGroup
            label="The current passwords are accepted"
            onChange={value => setGraceHours(Number(value))}
            value={String(graceHours)}
          >
            {GRACE_PERIODS.map(({ hours, label }) => (
              <Radio key={hours} value={String(hours)}>
                {label}
              </Radio>
            ))}
          </RadioGroup>
          <div aria-live="polite">
            {graceHours === 0 && (
              <Alert
                description="Clients cannot open new connections until they have read the secret again."
                icon
                status="warning"
              />
            )}
          </div>
          <FailureAlert error={error} title="The passwords were not rotated" />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button onPress={onClose} variant="secondary">
          Cancel
        </Button>
        <Button isPending={isPending} onPress={rotate} variant="primary">
          Rotate
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
