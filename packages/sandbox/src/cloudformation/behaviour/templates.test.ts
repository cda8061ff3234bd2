import {
  CreateStackCommand,
  DeleteStackCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Harness, topics } from '../../__testUtils__/Harness';

const TOPIC = { Type: 'AWS::SNS::Topic' };

jest.setTimeout(120_000);

describe('templates', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());

  const errorOf = (template: object | string) =>
    harness.client
      .send(
        new ValidateTemplateCommand({
          TemplateBody:
            typeof template === 'string' ? template : JSON.stringify(template),
        }),
      )
      .then(
        () => 'accepted',
        error => `${error.name}: ${error.message}`,
      );
  let count = 0;
  /** Creates a stack with one output and returns its value. */
  const evaluated = async (
    value: unknown,
    rest: Record<string, unknown> = {},
  ) => {
    count += 1;
    const stack = await harness.created(`evaluate-${count}`, {
      Resources: { A: TOPIC },
      ...rest,
      Outputs: { Value: { Value: value } },
    });
    return stack.Outputs?.[0].OutputValue ?? stack.StackStatusReason;
  };

  it('5.1 accepts JSON, and YAML with short forms', async () => {
    const { StackId } = await harness.client.send(
      new CreateStackCommand({
        StackName: 'yaml',
        TemplateBody: [
          'AWSTemplateFormatVersion: 2010-09-09',
          'Parameters:',
          '  Name: { Type: String, Default: x }',
          'Conditions:',
          '  IsX: !Equals [!Ref Name, x]',
          'Resources:',
          '  A:',
          '    Type: AWS::SNS::Topic',
          'Outputs:',
          '  Value:',
          '    Value: !If',
          '      - IsX',
          '      - !Join ["-", [!GetAtt A.TopicName, !Sub "${Name}-${AWS::Region}"]]',
          '      - !Select [0, !Split [",", a]]',
        ].join('\n'),
      }),
    );
    const stack = await harness.settled(StackId!);
    expect(stack.Outputs![0].OutputValue).toMatch(
      /^yaml-A-[A-Z0-9]{12}-x-us-east-1$/,
    );
  });

  it('5.2 rejects malformed templates with the messages of CloudFormation', async () => {
    expect(await errorOf('{')).toMatch(
      /^ValidationError: Template format error: JSON not well-formed. \(line \d+, column \d+\)$/,
    );
    expect(await errorOf('a: [')).toMatch(/YAML not well-formed/);
    expect(await errorOf('text')).toMatch(/unsupported structure/);
    expect(await errorOf({})).toMatch(
      /At least one Resources member must be defined/,
    );
    expect(await errorOf({ Resources: { A: {} } })).toMatch(
      /\[\/Resources\/A\] Every Resources object must contain a Type member/,
    );
    expect(await errorOf({ Resources: { 'a-b': TOPIC } })).toMatch(
      /Resource name a-b is non alphanumeric/,
    );
    expect(await errorOf({ Resources: { A: TOPIC }, Foo: {} })).toMatch(
      /Invalid template property or properties \[Foo\]/,
    );
    expect(await errorOf({ Resources: { A: { ...TOPIC, Foo: 1 } } })).toMatch(
      /Invalid template resource property 'Foo'/,
    );
  });

  it('5.3 rejects unknown resource types', async () => {
    expect(await errorOf({ Resources: { A: { Type: 'AWS::No::Such' } } })).toBe(
      'ValidationError: Template format error: Unrecognized resource types: [AWS::No::Such]',
    );
  });

  it('5.4 rejects unresolved references and cycles', async () => {
    expect(
      await errorOf({
        Resources: {
          A: { ...TOPIC, Properties: { DisplayName: { Ref: 'B' } } },
        },
      }),
    ).toMatch(
      /Unresolved resource dependencies \[B\] in the Resources block of the template/,
    );
    expect(
      await errorOf({
        Resources: { A: TOPIC },
        Outputs: { O: { Value: { 'Fn::Sub': '${B.Arn}' } } },
      }),
    ).toBe(
      'ValidationError: Unresolved resource dependencies [B] in the Outputs block of the template',
    );
    expect(await errorOf(topics({ A: ['B'], B: ['A'], C: ['A'] }))).toBe(
      'ValidationError: Circular dependency between resources: [A, B]',
    );
  });

  it('5.5 accepts templates of up to 51,200 bytes', async () => {
    const sized = (bytes: number) => {
      const template = { Description: '', ...topics({ A: [] }) };
      const rest = bytes - JSON.stringify(template).length;
      return { ...template, Description: 'x'.repeat(rest) };
    };
    expect(await errorOf(sized(51_200))).toBe('accepted');
    expect(await errorOf(sized(51_201))).toMatch(
      /Member must have length less than or equal to 51200/,
    );
  });

  it('5.6 checks parameters against their constraints', async () => {
    const given = (declared: object, ParameterValue?: string) =>
      harness
        .create(
          'parameters',
          { Parameters: { P: declared }, Resources: { A: TOPIC } },
          {
            Parameters:
              ParameterValue === undefined
                ? []
                : [{ ParameterKey: 'P', ParameterValue }],
          },
        )
        .catch(error => error.message);
    const text = { Type: 'String' };
    expect(await given(text)).toBe('Parameters: [P] must have values');
    expect(await given({ ...text, AllowedValues: ['a'] }, 'b')).toBe(
      "Parameter 'P' must be one of AllowedValues",
    );
    expect(await given({ ...text, AllowedPattern: '[a-z]+' }, 'a1')).toBe(
      "Parameter 'P' must match pattern [a-z]+",
    );
    expect(await given({ ...text, MaxLength: 2 }, 'abc')).toBe(
      "Parameter 'P' must contain at most 2 characters",
    );
    expect(await given({ ...text, MinLength: '2' }, 'a')).toBe(
      "Parameter 'P' must contain at least 2 characters",
    );
    expect(
      await given(
        { ...text, AllowedPattern: 'a', ConstraintDescription: 'must be a' },
        'b',
      ),
    ).toBe("Parameter 'P' failed to satisfy constraint: must be a");
    const number = { Type: 'Number', MinValue: 1, MaxValue: 3 };
    expect(await given(number, 'x')).toBe("Parameter 'P' must be a number");
    expect(await given(number, '0')).toMatch(/not less than 1/);
    expect(await given(number, '4')).toMatch(/not greater than 3/);
    expect(await given(text, 'x'.repeat(4097))).toMatch(/at most 4096/);
    await expect(
      harness.create('unknown', topics({ A: [] }), {
        Parameters: [{ ParameterKey: 'Q', ParameterValue: '1' }],
      }),
    ).rejects.toThrow('Parameters: [Q] do not exist in the template');
  });

  it('5.7 resolves the intrinsic functions', async () => {
    const cases: [unknown, string][] = [
      [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::StackName' }]] }, 'a-evaluate-'],
      [{ 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
      [{ 'Fn::Select': [2, { 'Fn::GetAZs': '' }] }, 'us-east-1c'],
      [{ 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
      [{ 'Fn::Base64': 'text' }, 'dGV4dA=='],
      [
        {
          'Fn::Join': [' ', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }],
        },
        '10.0.0.0/24 10.0.1.0/24',
      ],
      [{ 'Fn::Sub': ['${x}${!y}${AWS::AccountId}', { x: '1' }] }, '1${y}000'],
      [{ 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'k'] }, 'mapped'],
      [{ 'Fn::If': ['Yes', 'then', 'else'] }, 'then'],
      [{ 'Fn::ToJsonString': { a: [1] } }, '{"a":[1]}'],
    ];
    const rest = {
      Mappings: { M: { 'us-east-1': { k: 'mapped' } } },
      Conditions: {
        No: { 'Fn::Equals': ['a', 'b'] },
        Yes: {
          'Fn::And': [
            { 'Fn::Not': [{ Condition: 'No' }] },
            { 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Equals': [1, '1'] }] },
          ],
        },
      },
    };
    for (const [value, expected] of cases) {
      expect(await evaluated(value, rest)).toContain(expected);
    }
  });

  it('5.8 omits what a condition excludes, and properties that are AWS::NoValue', async () => {
    const stack = await harness.created('conditional', {
      Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
      Resources: {
        A: {
          ...TOPIC,
          Properties: {
            DisplayName: { 'Fn::If': ['No', 'x', { Ref: 'AWS::NoValue' }] },
          },
        },
        B: { ...TOPIC, Condition: 'No' },
      },
      Outputs: { O: { Condition: 'No', Value: 'x' } },
    });
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(stack.Outputs).toEqual([]);
    const events = await harness.events('conditional');
    expect(events.map(e => e.LogicalResourceId)).not.toContain('B');
    expect(events[1].ResourceProperties).toBe('{}');
  });

  it('5.9 fails a resource whose references do not resolve', async () => {
    const stack = await harness.created('unresolved', {
      Resources: {
        A: TOPIC,
        B: {
          ...TOPIC,
          Properties: { DisplayName: { 'Fn::GetAtt': ['A', 'Nonsense'] } },
        },
      },
    });
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    const events = await harness.events('unresolved');
    expect(
      events.find(e => e.ResourceStatus === 'CREATE_FAILED')!
        .ResourceStatusReason,
    ).toBe(
      'Template error: resource A does not support attribute type Nonsense in Fn::GetAtt',
    );
  });

  it('5.10 resolves dynamic references when the resource is created, so that no event contains the value', async () => {
    await harness.created('dynamic', {
      Resources: {
        Secret: {
          Type: 'AWS::SecretsManager::Secret',
          Properties: {
            GenerateSecretString: {
              SecretStringTemplate: '{"user":"somebody"}',
              GenerateStringKey: 'password',
            },
          },
        },
        Copy: {
          Type: 'AWS::SecretsManager::Secret',
          Properties: {
            Name: 'copy-of-the-user',
            SecretString: {
              'Fn::Sub':
                '{{resolve:secretsmanager:${Secret}:SecretString:user}}!',
            },
          },
        },
      },
    });
    const events = await harness.events('dynamic');
    const shown = events.find(
      e => e.LogicalResourceId === 'Copy' && e.ResourceProperties,
    )!;
    expect(shown.ResourceProperties).toContain('{{resolve:secretsmanager:arn:');
    const secrets = new SecretsManagerClient({
      endpoint: harness.sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'x' },
    });
    const { SecretString } = await secrets.send(
      new GetSecretValueCommand({ SecretId: 'copy-of-the-user' }),
    );
    expect(SecretString).toBe('somebody!');
  });

  it('5.11 masks the values of NoEcho parameters everywhere', async () => {
    const id = await harness.create(
      'no-echo',
      {
        Parameters: { Secret: { Type: 'String', NoEcho: true } },
        Resources: {
          A: { ...TOPIC, Properties: { DisplayName: { Ref: 'Secret' } } },
        },
      },
      {
        Parameters: [{ ParameterKey: 'Secret', ParameterValue: 'hush-hush' }],
      },
    );
    const stack = await harness.settled(id);
    expect(stack.Parameters![0].ParameterValue).toBe('****');
    expect(JSON.stringify(await harness.events(id))).not.toContain('hush');
  });

  it('5.12 resolves SSM-typed parameters and fails for an unknown name', async () => {
    const template = {
      Parameters: {
        Image: {
          Type: 'AWS::SSM::Parameter::Value<String>',
          Default: '/of/this/test',
        },
      },
      Resources: { A: TOPIC },
      Outputs: { Image: { Value: { Ref: 'Image' } } },
    };
    await expect(harness.create('ssm', template)).rejects.toThrow(
      'Unable to fetch parameters [/of/this/test] from parameter store for this account.',
    );
    await harness.created('ssm-holder', {
      Resources: {
        P: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Name: '/of/this/test', Type: 'String', Value: 'ami-1' },
        },
      },
    });
    const stack = await harness.created('ssm', template);
    expect(stack.Parameters).toMatchObject([
      { ParameterValue: '/of/this/test', ResolvedValue: 'ami-1' },
    ]);
    expect(stack.Outputs![0].OutputValue).toBe('ami-1');
  });

  it('5.13 returns a template as it was sent, and a summary of it', async () => {
    const template = {
      Description: 'd',
      Parameters: { P: { Type: 'String', Default: 'x' } },
      Resources: {
        R: {
          Type: 'AWS::IAM::Role',
          Properties: { AssumeRolePolicyDocument: {} },
        },
      },
    };
    const { StackId } = await harness.created('template', template);
    const { TemplateBody } = await harness.client.send(
      new GetTemplateCommand({ StackName: 'template' }),
    );
    expect(TemplateBody).toBe(JSON.stringify(template));
    expect(
      await harness.client.send(
        new GetTemplateSummaryCommand({ StackName: 'template' }),
      ),
    ).toMatchObject({
      Description: 'd',
      Capabilities: ['CAPABILITY_IAM'],
      ResourceTypes: ['AWS::IAM::Role'],
      Parameters: [{ ParameterKey: 'P', DefaultValue: 'x' }],
    });
    await harness.client.send(new DeleteStackCommand({ StackName: StackId }));
    await harness.settled(StackId!);
    await expect(
      harness.client.send(new GetTemplateCommand({ StackName: StackId })),
    ).resolves.toMatchObject({ TemplateBody: JSON.stringify(template) });
  });
});
