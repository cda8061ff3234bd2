import { ConflictError, NotAllowedError } from '@backstage/errors';
import { Authorization } from '../EnvironmentService';
import { OperationStanding } from '../TapEngine';
import { resumePermit } from './resumePermit';

const OLGA = 'user:default/olga';
const PAT = 'user:default/pat';
const TAP = 'service:plugin:tap';

/** An authorization of olga's to change the stack of ARN `stack-1`. */
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
/** The owner that the environment has by now. */
const RENEWED = authorization({ owner: 'group:default/others' });

/** What becomes of authorizing the operation again. */
const ANSWERS: Record<string, () => Authorization> = {
  renewed: () => RENEWED,
  'renewed, for another stack': () => authorization({ stackId: 'stack-2' }),
  'renewed, as a creation': () => authorization({ stackId: undefined }),
  'refused, as the owner is another': () => {
    throw new NotAllowedError('not the owner');
  },
  'refused, as the token has expired': () => {
    throw new Error('401 Unauthorized');
  },
  'refused, as an operation is under way': () => {
    throw new ConflictError('under way');
  },
  'not asked': () => {
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
      what: 'under way, by its initiator, whose token may have expired',
      kept: KEPT,
      by: OLGA,
      standings: ['current'],
      authorize: 'not asked',
      result: KEPT,
    },
    {
      what: 'under way, a creation',
      kept: CREATION,
      by: OLGA,
      standings: ['current'],
      authorize: 'not asked',
      result: CREATION,
    },
    {
      what: 'under way, by the service that began it',
      kept: BY_EXPIRY,
      by: TAP,
      standings: ['current'],
      authorize: 'not asked',
      result: BY_EXPIRY,
    },
    {
      what: 'under way, by another user',
      kept: KEPT,
      by: PAT,
      standings: [],
      authorize: 'not asked',
      result: undefined,
    },
    {
      what: 'begun by a service, by a user',
      kept: BY_EXPIRY,
      by: PAT,
      standings: [],
      authorize: 'not asked',
      result: undefined,
    },
    {
      what: 'by nobody who is signed in',
      kept: KEPT,
      by: undefined,
      standings: [],
      authorize: 'not asked',
      result: undefined,
    },
    {
      what: 'never begun, by its initiator',
      kept: KEPT,
      by: OLGA,
      standings: ['pending'],
      authorize: 'renewed',
      result: RENEWED,
    },
    {
      what: 'never begun, by its initiator, who owns it no more',
      kept: KEPT,
      by: OLGA,
      standings: ['pending', 'pending'],
      authorize: 'refused, as the owner is another',
      result: expect.stringMatching('NotAllowedError: not the owner'),
    },
    {
      what: 'never begun, with a token that has expired',
      kept: KEPT,
      by: OLGA,
      standings: ['pending', 'pending'],
      authorize: 'refused, as the token has expired',
      result: expect.stringMatching('Error: 401 Unauthorized'),
    },
    {
      what: 'never begun, but by another runner meanwhile',
      kept: KEPT,
      by: OLGA,
      standings: ['pending', 'current'],
      authorize: 'refused, as an operation is under way',
      result: KEPT,
    },
    {
      what: 'a creation that another runner has begun meanwhile',
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
      what: 'a change of what has been torn down',
      kept: KEPT,
      by: OLGA,
      standings: ['pending', 'pending'],
      authorize: 'renewed, as a creation',
      result: expect.stringMatching(
        'ConflictError: suffix: the environment .* torn down in the meantime',
      ),
    },
    {
      what: 'a change of what has been torn down and created again',
      kept: KEPT,
      by: OLGA,
      standings: ['pending', 'pending'],
      authorize: 'renewed, for another stack',
      result: expect.stringMatching(
        'ConflictError: suffix: the environment .* torn down in the meantime',
      ),
    },
    {
      what: 'over, and followed by another operation',
      kept: KEPT,
      by: OLGA,
      standings: ['superseded'],
      authorize: 'not asked',
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
