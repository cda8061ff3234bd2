import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { EnvironmentRef } from '@tap/plugin-tap-common';
import { changeRouteRef } from '../routes';

/**
 * Links to the change form if the user typed the name of an existing environment into the scaffolder's form, which would
 * also change settings that the user did not set on purpose.
 */
export function ChangeHint(props: { environment: EnvironmentRef }) {
  const changeRoute = useRouteRef(changeRouteRef);
  const { suffix, target } = props.environment;
  return changeRoute ? (
    <Text as="p" variant="body-small">
      To start from its current settings,{' '}
      <Link href={changeRoute({ suffix, target })}>change {suffix}</Link>.
    </Text>
  ) : null;
}
