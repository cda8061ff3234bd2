import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { EnvironmentRef, systemRef } from '@tap/plugin-tap-common';
import { prefilledSuffix } from '../lib/changeForm';

/**
 * Says how to change an environment without filling everything in again, to who has typed its name into an empty
 * form: that one would also change what she did not think of.
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
