import { OperationContext } from '../protocol/ServiceOperations';
import {
  create,
  destroy,
  memoryWorld,
} from '../resources/__testUtils__/resources';
import { KMS } from '../services/kms';
import { Authorizer } from './Authorizer';
import { authorizeOperation } from './authorizeOperation';
import { RoleSessions } from './RoleSessions';

const ROLE = 'arn:aws:iam::000000000000:role/portal';
const Version = '2012-10-17';
const ALLOW = { Effect: 'Allow', Action: '*', Resource: '*' };
const iam = new Authorizer(
  {
    roles: [
      {
        arn: ROLE,
        policies: [{ Version, Statement: ALLOW }],
        trust: { Version, Statement: [] },
      },
    ],
  },
  {} as RoleSessions,
);

it.each([
  [
    'allows no principal',
    'because no resource-based policy allows the',
    ['kms:Put*'],
  ],
  ['denies it', undefined, ['kms:*']],
])(
  'denies a call of a role that may do everything, if the policy of the key %s',
  async (_, words, Action) => {
    const world = memoryWorld();
    const account = { AWS: 'arn:aws:iam::000000000000:root' };
    const key = await create(world, 'AWS::KMS::Key', 'Key', {
      KeyPolicy: {
        Version,
        Statement: [
          { ...ALLOW, Principal: account, Action },
          {
            ...ALLOW,
            Effect: 'Deny',
            Principal: '*',
            Action: words ? 'kms:Encrypt' : 'kms:DescribeKey',
          },
        ],
      },
    });
    const describe = () =>
      authorizeOperation(iam, KMS, 'DescribeKey', { KeyId: key.physicalId }, {
        world,
        accountId: '000000000000',
        region: 'us-east-1',
        principal: { roleArn: ROLE, sessionName: 'sandbox' },
      } as unknown as OperationContext);
    const denied = {
      code: 'AccessDeniedException',
      message: expect.stringContaining(
        words ?? 'with an explicit deny in a resource-based policy',
      ),
    };
    await expect(describe()).rejects.toMatchObject(denied);

    // The policy of a key holds until the key is deleted.
    await destroy(world, 'AWS::KMS::Key', key.physicalId);
    await expect(describe()).rejects.toMatchObject(denied);
  },
);
