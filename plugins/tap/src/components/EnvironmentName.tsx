import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { relativeTime } from '../lib/format';
import { environmentRouteRef } from '../routes';
import { StatusBadge } from './StatusBadge';

/**
 * The name of an environment, with a link to its page, and what needs attention.
 *
 * @param props - `isNarrow`: status, owner and expiry are shown below the name
 */
export function EnvironmentName(props: {
  row: EnvironmentRow;
  isNarrow: boolean;
}) {
  const { alarms, attention, conflict, entityRef, environment, ownerTitle } =
    props.row;
  const { expiresAt, status, suffix, target } = environment;
  const environmentRoute = useRouteRef(environmentRouteRef);
  return (
    <Flex align="start" direction="column" gap="1">
      <Link href={environmentRoute?.({ suffix, target }) ?? ''}>{suffix}</Link>
      {!entityRef && (
        <Text color="secondary" variant="body-small">
          {conflict
            ? 'Its name is used by another catalog entity'
            : 'Added to the catalog in a moment'}
        </Text>
      )}
      {props.isNarrow && (
        <>
          <StatusBadge status={status} />
          <Text color="secondary" variant="body-small">
            {ownerTitle},{' '}
            {expiresAt
              ? `expires ${relativeTime(expiresAt)}`
              : 'does not expire'}
          </Text>
        </>
      )}
      {alarms.length > 0 && (
        <Text color="danger" variant="body-small">
          {alarms.length === 1 ? '1 alarm' : `${alarms.length} alarms`}
        </Text>
      )}
      {attention && (
        <Text color="danger" variant="body-small">
          {attention}
        </Text>
      )}
    </Flex>
  );
}
