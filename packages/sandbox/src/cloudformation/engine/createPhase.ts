import { createResource } from './createResource';
import { StackSession } from './StackSession';
import { walk } from './walk';

/** Creates all resources of a new stack; then completes or rolls back. */
export async function createPhase(session: StackSession): Promise<void> {
  const siblings = new AbortController();
  const signal = AbortSignal.any([session.signal, siblings.signal]);
  const { failed } = await walk(
    session.graph(),
    logicalId => createResource(session, logicalId, 'create', signal),
    () => siblings.abort(new Error('Another resource failed')),
  );
  if (session.superseded('create')) {
    return;
  }
  if (failed.length > 0) {
    failCreation(session);
  } else {
    complete(session);
  }
}

function complete(session: StackSession): void {
  try {
    const outputs = session.outputs();
    session.next(undefined, 'CREATE_COMPLETE', undefined, { outputs });
  } catch (error) {
    // An output that does not resolve fails the stack.
    fail(session, `${(error as Error).message}. `);
  }
}

function failCreation(session: StackSession): void {
  const failed = session
    .resources()
    .filter(({ status }) => status === 'CREATE_FAILED')
    .map(({ logicalId }) => logicalId);
  fail(
    session,
    `The following resource(s) failed to create: [${failed.join(', ')}]. `,
  );
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html */
function fail(session: StackSession, what: string): void {
  const { onFailure } = session.stack;
  if (onFailure === 'DELETE') {
    session.next(
      'delete',
      'DELETE_IN_PROGRESS',
      `${what}Delete requested by user.`,
    );
  } else if (onFailure === 'DO_NOTHING') {
    session.next(undefined, 'CREATE_FAILED', what);
  } else {
    session.next(
      'rollbackCreate',
      'ROLLBACK_IN_PROGRESS',
      `${what}Rollback requested by user.`,
    );
  }
}
