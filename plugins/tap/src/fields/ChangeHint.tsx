import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { EnvironmentRef, systemRef } from '@tap/plugin-tap-common';
import { prefilledSuffix } from '../lib/changeForm';

/**
 * Links to the change form if the user typed the name of an existing environment into an empty form, which would also
 * change settings that the user did not set on purpose.
 */
export function ChangeHint(props: {
  environment: EnvironmentRef & { isDefaultTarget: boolean };
}) {
  if (prefilledSuffix() === props.environment.suffix) {
    return null;
  }
  return (
    <Text as="p" variant="body-small">
      To begin with what it has now, choose Change… on{' '}
      <EntityRefLink entityRef={systemRef(props.environment)} hideIcon>
        its page
      </EntityRefLink>
      .
    </Text>
  );
}
