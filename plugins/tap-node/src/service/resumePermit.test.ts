import { ConflictError, NotAllowedError } from '@backstage/errors';
import { Authorization } from '../EnvironmentService';
import { OperationStanding } from '../TapEngine';
import { resumePermit } from './resumePermit';

const OLGA = 'user:default/olga';
const PAT = 'user:default/pat';
const TAP = 'service:plugin:tap';

/** An authorization of olga to change the stack with the ARN `stack-1`. */
function authorization(facts: Partial<Authorization> = {}): Authorization {
  return {
    operation: 'deploy',
    suffix: 'orders',
    target: 'sandbox',
    initiator: OLGA,
    owner: 'group:default/payments',
    stackId: 'stack-1',
    ...facts,
  };
}

const KEPT = authorization();
const CREATION = authorization({ stackId: undefined });
const BY_EXPIRY = authorization({ operation: 'teardown', initiator: TAP });
/** The current owner of the environment. */
const RENEWED = authorization({ owner: 'group:default/others' });

/** Result of a new authorization. */
const ANSWERS: Record<string, () => Authorization> = {
  renewed: () => RENEWED,
  'renewed, for another stack': () => authorization({ stackId: 'stack-2' }),
  'renewed, as a creation': () => authorization({ stackId: undefined }),
  'rejected, because the owner has changed': () => {
    throw new NotAllowedError('not the owner');
  },
  'rejected, because the token has expired': () => {
    throw new Error('401 Unauthorized');
  },
  'rejected, because an operation is in progress': () => {
    throw new ConflictError('in progress');
  },
  'not called': () => {
    throw new Error('asked');
  },
};

describe('resumePermit', () => {
  it.each<{
    what: string;
    kept: Authorization;
    by: string | undefined;
    /** As it is read, each time that it is. */
    standings: OperationStanding[];
    authorize: keyof typeof ANSWERS;
    /** Or a matcher of the error. */
    result: Authorization | undefined;
  }>([
    {
      what: 'in progress, by its initiator, whose token may have expired',
      kept: KEPT,
      by: OLGA,
      standings: ['current'],
      authorize: 'not called',
      result: KEPT,
    },
    {
      what: 'in progress, a creation',
      kept: CREATION,
      by: OLGA,
      standings: ['current'],
      authorize: 'not called',
      result: CREATION,
    },
    {
      what: 'in progress, by the service that started it',
      kept: BY_EXPIRY,
      by: TAP,
      standings: ['current'],
      authorize: 'not called',
      result: BY_EXPIRY,
    },
    {
      what: 'in progress, by another user',
      kept: KEPT,
      by: PAT,
      standings: [],
      authorize: 'not called',
      result: undefined,
    },
    {
      what: 'started by a service, by a user',
      kept: BY_EXPIRY,
      by: PAT,
      standings: [],
      authorize: 'not called',
      result: undefined,
    },
    {
      what: 'by a caller that is not signed in',
      kept: KEPT,
      by: undefined,
      standings: [],
      authorize: 'not called',
      result: undefined,
    },
    {
      what: 'never started, by its initiator',
      kept: KEPT,
      by: OLGA,
      standings: ['pending'],
      authorize: 'renewed',
      result: RENEWED,
    },
    {
      what: 'never started, by its initiator, who is no longer the owner',
      kept: KEPT,
      by: OLGA,
      standings: ['pending', 'pending'],
      authorize: 'rejected, because the owner has changed',
      result: expect.stringMatching('NotAllowedError: not the owner'),
    },
    {
      what: 'never started, with a token that has expired',
      kept: KEPT,
      by: OLGA,
      standings: ['pending', 'pending'],
      authorize: 'rejected, because the token has expired',
      result: expect.stringMatching('Error: 401 Unauthorized'),
    },
    {
      what: 'never started, but started by another runner in the meantime',
      kept: KEPT,
      by: OLGA,
      standings: ['pending', 'current'],
      authorize: 'rejected, because an operation is in progress',
      result: KEPT,
    },
    {
      what: 'a creation that another runner has started in the meantime',
      kept: CREATION,
      by: OLGA,
      standings: ['pending', 'current'],
      authorize: 'renewed',
      result: CREATION,
    },
    {
      what: 'a creation whose name has been taken',
      kept: CREATION,
      by: OLGA,
      standings: ['pending', 'pending'],
      authorize: 'renewed',
      result: expect.stringMatching(
        'ConflictError: suffix: the environment .* created in the meantime',
      ),
    },
    {
      what: 'a change of an environment that was torn down',
      kept: KEPT,
      by: OLGA,
      standings: ['pending', 'pending'],
      authorize: 'renewed, as a creation',
      result: expect.stringMatching(
        'ConflictError: suffix: the environment .* torn down in the meantime',
      ),
    },
    {
      what: 'a change of an environment that was torn down and created again',
      kept: KEPT,
      by: OLGA,
      standings: ['pending', 'pending'],
      authorize: 'renewed, for another stack',
      result: expect.stringMatching(
        'ConflictError: suffix: the environment .* torn down in the meantime',
      ),
    },
    {
      what: 'ended, and followed by another operation',
      kept: KEPT,
      by: OLGA,
      standings: ['superseded'],
      authorize: 'not called',
      result: undefined,
    },
  ])('$what', async ({ kept, by, standings, authorize, result }) => {
    const standing = jest.fn<Promise<OperationStanding>, []>();
    standings.forEach(read => standing.mockResolvedValueOnce(read));
    const outcome = await resumePermit(
      { authorization: kept },
      {
        principal: by,
        standing,
        authorize: async () => ANSWERS[authorize](),
      },
    ).catch((error: Error) => `${error.name}: ${error.message}`);

    expect(outcome).toEqual(result);
    expect(standing).toHaveBeenCalledTimes(standings.length);
  });
});
