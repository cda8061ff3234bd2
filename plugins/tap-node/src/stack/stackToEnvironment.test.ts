import { Stack } from '@aws-sdk/client-cloudformation';
import {
  entitySchemaValidator,
  FieldFormatEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import {
  encodeMetadata,
  environmentEntities,
  EnvironmentMetadata,
  environmentSchema,
} from '@tap/plugin-tap-common';
import fc from 'fast-check';
import { Target } from '../config';
import { stackToEnvironment } from './stackToEnvironment';
import { whyNoEnvironment } from './whyNoEnvironment';

const target = {
  name: 'main',
  isDefault: true,
  accountId: '111122223333',
  region: 'eu-central-1',
} as Target;

const metadata: EnvironmentMetadata = {
  owner: 'group:default/payments',
  size: 'micro',
  retention: 'destroy',
  engineVersion: '17.9',
  backupRetentionDays: 7,
  pins: { availabilityZones: ['eu-central-1a', 'eu-central-1b'] },
};

/** What the first release wrote: `metadata`, encoded. */
const FIRST_RELEASE =
  'eyJvd25lciI6Imdyb3VwOmRlZmF1bHQvcGF5bWVudHMiLCJzaXplIjoibWljcm8iLCJyZXRlbnRpb24iOiJkZXN0cm95IiwiZW5naW5lVmVyc2lvbiI6IjE3LjkiLCJiYWNrdXBSZXRlbnRpb25EYXlzIjo3LCJwaW5zIjp7ImF2YWlsYWJpbGl0eVpvbmVzIjpbImV1LWNlbnRyYWwtMWEiLCJldS1jZW50cmFsLTFiIl19fQ';

function aStack(
  name: string,
  more: Partial<Stack> & {
    tags?: Record<string, string>;
    value?: string;
  } = {},
): Stack {
  const { tags, value, ...rest } = more;
  const all = {
    'tap:portal': 'tap',
    'tap:suffix': name.replace('TapStack-', ''),
    ...tags,
  };
  return {
    StackName: name,
    StackId: `arn:aws:cloudformation:eu-central-1:111122223333:stack/${name}/1`,
    StackStatus: 'CREATE_COMPLETE',
    CreationTime: new Date('2026-11-01T10:00:00Z'),
    Tags: Object.entries(all).map(([Key, Value]) => ({ Key, Value })),
    Parameters: [
      {
        ParameterKey: 'TapMetadata',
        ParameterValue: value ?? encodeMetadata(metadata),
      },
    ],
    ...rest,
  };
}

describe('stackToEnvironment', () => {
  it('reads what a portal has created, also by an earlier release', () => {
    expect(
      stackToEnvironment(
        aStack('TapStack-orders', { value: FIRST_RELEASE }),
        target,
      ),
    ).toMatchObject({
      suffix: 'orders',
      target: 'main',
      owner: 'group:default/payments',
      portal: 'tap',
    });
  });

  it('reads an environment of another portal', () => {
    const stack = aStack('TapStack-orders', {
      tags: { 'tap:portal': 'other' },
    });
    expect(stackToEnvironment(stack, target)?.portal).toBe('other');
  });

  it.each([
    // An entity ref is case-insensitive: this stack would take over the entity of TapStack-eve-own.
    ['a name in another case', aStack('TapStack-Eve-Own'), /its name/],
    ['a prefix in another case', aStack('tapstack-eve'), /its name/],
    ['a long name', aStack(`TapStack-${'a'.repeat(90)}`), /its name/],
    ['a short name', aStack('TapStack-ab'), /its name/],
    ['two hyphens', aStack('TapStack-eve--own'), /its name/],
    [
      'another suffix in its tag',
      aStack('TapStack-eve', { tags: { 'tap:suffix': 'orders' } }),
      /tag tap:suffix is not 'eve'/,
    ],
    [
      'no portal',
      aStack('TapStack-eve', { tags: { 'tap:portal': '' } }),
      /tag tap:portal/,
    ],
    [
      'something else as portal',
      aStack('TapStack-eve', { tags: { 'tap:portal': 'a portal' } }),
      /tag tap:portal/,
    ],
    [
      'no metadata',
      aStack('TapStack-eve', { Parameters: undefined }),
      /TapMetadata/,
    ],
    [
      'the default metadata of the CDK app',
      aStack('TapStack-eve', { value: 'e30' }),
      /TapMetadata/,
    ],
    [
      'an owner that owns nothing',
      aStack('TapStack-eve', {
        value: encodeMetadata({ ...metadata, owner: 'component:default/x' }),
      }),
      /TapMetadata/,
    ],
  ])('finds no environment in a stack with %s', (_, stack, reason) => {
    expect(stackToEnvironment(stack, target)).toBeUndefined();
    expect(whyNoEnvironment(stack, target)).toMatch(reason);
  });

  it('knows a deleted environment also where AWS does not return its tags', () => {
    const stack = aStack('TapStack-orders', {
      StackStatus: 'DELETE_COMPLETE',
      Tags: [],
    });
    expect(stackToEnvironment(stack, target)).toMatchObject({
      status: 'deleted',
      suffix: 'orders',
    });
  });

  it('compares owners in their full form', () => {
    const owned = (owner: string) =>
      stackToEnvironment(
        aStack('TapStack-orders', {
          value: encodeMetadata({ ...metadata, owner }),
        }),
        target,
      )?.owner;
    expect(owned('Payments')).toBe('group:default/payments');
  });

  it('drops a description that no request could have', () => {
    const value = encodeMetadata({
      ...metadata,
      description: 'x'.repeat(301),
      lastTaskId: '../../login',
    });
    const environment = stackToEnvironment(
      aStack('TapStack-orders', { value }),
      target,
    );
    expect(environment?.suffix).toBe('orders');
    expect(environment?.description).toBeUndefined();
    expect(environment?.lastTaskId).toBeUndefined();
  });
});

const HOSTILE = [
  '$(touch pwned)',
  '`id`',
  "';id;'",
  '"\n id',
  '<img src=x onerror=alert(1)>',
  '![x](https://evil.example/x.png)',
  '[AWS console](javascript:alert(1))',
  'group:default/admins',
  'system:default/tap-orders',
  ':',
  'a:b/c/d',
  '__proto__',
  'constructor',
  '{{resolve:ssm:/x}}',
  '\u202e\u200b\u0000',
  'x'.repeat(4_000),
];

const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 80 }),
);
const keys = fc.oneof(
  fc.constantFrom(
    'tap:portal',
    'tap:suffix',
    'tap:size-at-creation',
    'tap:requested-by',
  ),
  text,
);
const outputKeys = fc.oneof(
  fc.constantFrom(
    'DatabaseEndpoint',
    'DatabasePort',
    'DatabaseSecretArn',
    'ReadReplica1Endpoint',
    'ReadReplica10Endpoint',
    'KmsKeyArn',
  ),
  text,
);
const names = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('orders', 'Orders', 'orders-dev', 'ordeRs'),
  },
  { weight: 1, arbitrary: text },
);

/** Stacks of people who know what the portal looks for; some of them are environments. */
const hostileStack = fc
  .record({
    name: names,
    isTagged: fc.boolean(),
    tags: fc.array(fc.tuple(keys, text), { maxLength: 4 }),
    outputs: fc.array(fc.tuple(outputKeys, text), { maxLength: 8 }),
    metadata: fc.oneof(
      fc
        .record(
          {
            owner: text,
            description: text,
            expiresAt: text,
            lastTaskId: text,
            engineVersion: text,
            backupRetentionDays: fc.anything(),
          },
          { requiredKeys: ['description'] },
        )
        .map(changes =>
          Buffer.from(JSON.stringify({ ...metadata, ...changes })).toString(
            'base64url',
          ),
        ),
      fc.constant(encodeMetadata(metadata)),
      fc.constant(encodeMetadata({ ...metadata, description: HOSTILE[6] })),
      text,
    ),
    status: fc.constantFrom('CREATE_COMPLETE', 'DELETE_COMPLETE', 'odd'),
    reason: text,
  })
  .map(
    ({ name, isTagged, tags, outputs, metadata: value, status, reason }) =>
      ({
        ...aStack(`TapStack-${name}`, { value }),
        StackStatus: status,
        StackStatusReason: reason,
        Tags: [
          ...(isTagged
            ? [
                { Key: 'tap:portal', Value: 'tap' },
                { Key: 'tap:suffix', Value: name },
              ]
            : []),
          ...tags.map(([Key, Value]) => ({ Key, Value })),
        ],
        Outputs: outputs.map(([OutputKey, OutputValue]) => ({
          OutputKey,
          OutputValue,
        })),
      } as Stack),
  );

/** The rules that the catalog applies to every entity. */
async function assertCatalogTakes(
  entities: ReturnType<typeof environmentEntities>,
) {
  const formats = new FieldFormatEntityPolicy();
  for (const entity of entities) {
    entitySchemaValidator()(entity);
    await formats.enforce(entity);
    const isValid = await (entity.kind === 'System'
      ? systemEntityV1alpha1Validator
      : resourceEntityV1alpha1Validator
    ).check(entity);
    expect(isValid).toBe(true);
    // No HTML, image or link in what pages render as Markdown.
    expect(entity.metadata.description ?? '').not.toMatch(/(?<!\\)[<[]/);
    expect(parseEntityRef(String(entity.spec?.owner)).kind).toMatch(
      /^(group|user)$/,
    );
    expect(stringifyEntityRef(entity)).toMatch(
      /^(system|resource):default\/tap-[a-z0-9-]+$/,
    );
  }
}

/** Outputs can be anything, and are checked where they are used. */
const withoutOutputs = environmentSchema.omit({ outputs: true });

describe('stacks with hostile names, tags, metadata and outputs', () => {
  it('never throw, and what is shown of them keeps the rules of the catalog', async () => {
    let environments = 0;
    await fc.assert(
      fc.asyncProperty(hostileStack, async stack => {
        const environment = stackToEnvironment(stack, target);
        if (environment) {
          environments += 1;
          withoutOutputs.parse(environment);
          await assertCatalogTakes(environmentEntities(environment));
        }
      }),
      { numRuns: 1_000 },
    );
    expect(environments).toBeGreaterThan(50);
  });

  it('never share an entity: stacks of different names have different entities', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(hostileStack, {
          selector: stack => stack.StackName,
          maxLength: 6,
        }),
        stacks => {
          const refs = stacks.flatMap(stack => {
            const environment = stackToEnvironment(stack, target);
            return environment
              ? environmentEntities(environment).map(entity =>
                  stringifyEntityRef(entity),
                )
              : [];
          });
          expect(new Set(refs).size).toBe(refs.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
