import { INSTANCE_SECONDS, roundsOfCreation } from '@tap/aws-facts';
import { ResourceContext } from '../ResourceHandler';
import { store } from '../StoredResource';
import { changeServer } from './databaseServer';
import { StoredDatabase } from './StoredDatabase';
import { withChanges } from './withChanges';

/**
 * What CloudFormation does after it has created a DB instance: it modifies a
 * replica, and reboots it if it sets a parameter group.
 *
 * @returns the database, with the properties of the template
 * @throws ResourceFailure with PostgreSQL's message if it rejects the
 *   parameters
 */
export async function finishCreation(
  ctx: ResourceContext,
  created: StoredDatabase,
): Promise<StoredDatabase> {
  const { properties } = created;
  const rounds = roundsOfCreation(properties);
  if (!rounds.includes('modify')) {
    return created;
  }
  const modified = withChanges(ctx, created, properties);
  store(ctx.world, { ...created, status: 'modifying' } as StoredDatabase);
  await ctx.wait(INSTANCE_SECONDS.modify);
  if (rounds.includes('reboot')) {
    store(ctx.world, { ...modified, status: 'rebooting' } as StoredDatabase);
    await ctx.wait(INSTANCE_SECONDS.reboot);
    await changeServer(ctx, modified, properties);
  }
  return modified;
}
