import { Flex } from '@backstage/ui';
import {
  Environment,
  EnvironmentRef,
  isInProgress,
} from '@tap/plugin-tap-common';
import { May } from '../hooks/useMay';
import { ChangeLink } from './ChangeLink';
import { HandOverButton } from './HandOverButton';
import { TeardownButton } from './TeardownButton';

/** What the user may do with an environment. What she may not, or not now, is not shown. */
export function EnvironmentActions(props: {
  environmentRef: EnvironmentRef;
  /** As it is now, where that could be read. */
  environment: Environment | undefined;
  may: May;
  onChanged: (afterwards: Environment) => void;
}) {
  const { environmentRef, environment, may } = props;
  const canBeChanged = may.change && environment?.status === 'available';
  const isBusy = environment && isInProgress(environment.stackStatus);
  return (
    <Flex gap="2">
      {canBeChanged && (
        <>
          <ChangeLink environment={environment} />
          <HandOverButton
            environment={environmentRef}
            onDone={props.onChanged}
          />
        </>
      )}
      {may.tearDown && !isBusy && (
        <TeardownButton environment={environmentRef} />
      )}
    </Flex>
  );
}
