import { Button } from '@backstage/ui';
import { RiPlayCircleLine, RiStopCircleLine } from '@remixicon/react';
import { Environment } from '@tap/plugin-tap-common';
import { useRunStateChange } from '../hooks/useRunStateChange';

/** Stops the database of an environment, or starts a stopped one. */
export function StopStartButton(props: {
  environment: Environment;
  onDone: (afterwards: Environment) => void;
}) {
  const { environment, onDone } = props;
  const { isPending, label, run } = useRunStateChange(environment, onDone);
  const Icon =
    environment.status === 'stopped' ? RiPlayCircleLine : RiStopCircleLine;
  return (
    <Button
      iconStart={<Icon aria-hidden="true" />}
      isPending={isPending}
      onPress={run}
      variant="secondary"
    >
      {label}
    </Button>
  );
}
