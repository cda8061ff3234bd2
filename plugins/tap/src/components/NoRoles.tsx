import { Alert } from '@backstage/ui';

/** States that the database has no roles, why, and who can connect to it. */
export function NoRoles(props: {
  connectAsMaster: boolean;
  /** Whether the environment has a bastion, on which the next change creates the roles. */
  hasBastion: boolean;
}) {
  const remedy = props.hasBastion
    ? 'The next change of the environment creates its roles: owner of the schema, read and write, and read only.'
    : 'The environment has no bastion, which would create the roles. An administrator can create them as the master user.';
  const access = props.connectAsMaster
    ? 'Until then, you connect as the master user.'
    : 'Until then, only administrators can connect, as the master user.';
  return (
    <Alert
      description={`${remedy} ${access}`}
      icon
      status="info"
      title="The database has no roles"
    />
  );
}
