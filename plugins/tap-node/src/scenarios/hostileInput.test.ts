import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  decodeMetadata,
  environmentRequestSchema,
  METADATA_PARAMETER,
} from '@tap/plugin-tap-common';
import fc from 'fast-check';
import { all, end, TestAccount, request } from '../__testUtils__/TestAccount';
import { testPortal, WHO } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

/** Text that a system could interpret as code. */
const HOSTILE = [
  '{{resolve:secretsmanager:prod/db:SecretString:password}}',
  '{{resolve:ssm:/prod/key}}',
  '${{ secrets.USER_OAUTH_TOKEN }}',
  '${AWS::AccountId}',
  '$(rm -rf /)',
  '`id`',
  "'; DROP TABLE users; --",
  '<script>alert(1)</script>',
  'arn:aws:iam::123456789012:role/admin',
  '!Ref AWS::Region',
  'a: &a [*a]',
  '../../etc/passwd',
  'оrders', // Cyrillic о
  'orders\u200b',
  'or\u202eders',
  '__proto__',
  'a'.repeat(5000),
];

/** Text that is not a valid suffix, size, owner or target. */
const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

const FIELDS = [
  'suffix',
  'target',
  'size',
  'retention',
  'owner',
  'engineVersion',
  'expiresIn',
] as const;

describe('hostile input', () => {
  let account: TestAccount;
  let portal: ReturnType<typeof testPortal>;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 2_000 });
    portal = testPortal(account.engine().engine);
  });
  afterAll(async () => {
    await account.stop();
  });

  it('is rejected before any AWS call in every field', async () => {
    account.sandbox.calls.reset();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FIELDS),
        hostile,
        async (field, value) => {
          const input = { suffix: 'orders', [field]: value };
          fc.pre(!environmentRequestSchema.safeParse(input).success);
          for (const operation of [
            'deploy',
            'teardown',
            'extend',
            'transfer',
          ] as const) {
            await expect(
              portal.service.authorize(operation, input, {
                credentials: WHO.mia,
              }),
            ).rejects.toMatchObject({ name: 'InputError' });
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(account.sandbox.calls.total()).toBe(0);
  });

  it('is rejected if it is not an object', async () => {
    for (const input of [undefined, null, 7, 'orders', [], [{}], () => {}]) {
      await expect(
        portal.service.authorize('deploy', input, { credentials: WHO.mia }),
      ).rejects.toMatchObject({ name: 'InputError' });
    }
  });

  it('that is valid free text reaches AWS only as base64url, and is read unchanged', async () => {
    const aws = account.cloudFormation();
    const texts = HOSTILE.filter(
      text =>
        environmentRequestSchema.safeParse({
          suffix: 'text',
          description: text,
        }).success,
    );
    expect(texts.length).toBeGreaterThan(8);
    const { engine } = account.engine();
    await end(
      engine.run(
        'deploy',
        request('text', { description: texts[0] }),
        account.by('mia'),
      ),
    );
    for (const description of texts) {
      const { environment } = await end(
        engine.run(
          'deploy',
          request('text', { description }),
          account.by('mia'),
        ),
      );
      expect(environment.description).toBe(description);
      const { Stacks } = await aws.send(
        new DescribeStacksCommand({ StackName: 'TapStack-text' }),
      );
      const value = Stacks![0].Parameters!.find(
        ({ ParameterKey }) => ParameterKey === METADATA_PARAMETER,
      )!.ParameterValue!;
      expect(value).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(decodeMetadata(value)?.description).toBe(description);
    }
  });

  it('in the name of the caller becomes a valid tag value', async () => {
    const { environment } = await end(
      account.engine().engine.run('deploy', request('tagged'), {
        ...account.by('mia'),
        requestedBy: 'service:external:ci {{resolve:ssm:x}} <b>',
      }),
    );
    expect(environment.requestedBy).toBe(
      'service:external:ci __resolve:ssm:x__ _b_',
    );
  });

  it.each(['', 'a b', 'x'.repeat(129), 'a_b', '../x'])(
    'is rejected as a token: %j',
    async token => {
      await expect(
        all(
          account.engine().engine.run('deploy', request('token'), {
            ...account.by('mia'),
            token,
          }),
        ),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(/^token: /),
      });
    },
  );
});
