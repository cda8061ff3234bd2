import {
  attribute,
  Json,
  propertiesOf,
  resourcesOf,
  SHAPES,
  SIZE_NAMES,
  templateOf,
} from '../__testUtils__/shapes';

const KEY_ARN = attribute('Key', 'Arn');

function statementsOf(template: ReturnType<typeof templateOf>): Json[] {
  return propertiesOf(template, 'Key').KeyPolicy.Statement;
}

describe.each(SHAPES)('key of $size, $retention', shape => {
  const template = templateOf({ ...shape, alarmTopic: true });

  it('is the only one, and rotates', () => {
    expect(resourcesOf(template, 'AWS::KMS::Key')).toHaveLength(1);
    expect(propertiesOf(template, 'Key')).toMatchObject({
      EnableKeyRotation: true,
      PendingWindowInDays: 7,
    });
  });

  it('names the account and services as principals, never a role', () => {
    expect(statementsOf(template).map(({ Principal }) => Principal)).toEqual([
      { AWS: 'arn:aws:iam::123456789012:root' },
      { Service: 'logs.us-east-1.amazonaws.com' },
      { Service: 'cloudwatch.amazonaws.com' },
    ]);
  });

  it('lets services act for this account and its own log groups only', () => {
    const [, logs, alarms] = statementsOf(template);

    expect(alarms.Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': '123456789012' },
    });
    const patterns: string[] =
      logs.Condition.ArnLike['kms:EncryptionContext:aws:logs:arn'];
    for (const pattern of patterns) {
      expect(pattern).toMatch(
        /^arn:aws:logs:us-east-1:123456789012:log-group:(\/aws\/rds\/instance\/tapstack-orders-dev(-replica-[12])?\/|TapStack-orders-dev-\w+-)\*$/,
      );
    }
    expect(patterns).toHaveLength(7);
  });

  it('allows exactly the log groups that there are', () => {
    const [, logs] = statementsOf(template);
    const patterns: string[] = logs.Condition.ArnLike[
      'kms:EncryptionContext:aws:logs:arn'
    ].map((arn: string) => arn.split(':log-group:')[1].replace('*', ''));
    for (const { id, Properties } of resourcesOf(
      template,
      'AWS::Logs::LogGroup',
    )) {
      const name = Properties.LogGroupName ?? `TapStack-orders-dev-${id}-X`;
      expect(patterns.filter(pattern => name.startsWith(pattern))).toHaveLength(
        1,
      );
    }
  });

  it('encrypts everything that can be encrypted', () => {
    expect(propertiesOf(template, 'DatabaseInstance')).toMatchObject({
      StorageEncrypted: true,
      KmsKeyId: KEY_ARN,
      PerformanceInsightsKMSKeyId: KEY_ARN,
    });
    expect(propertiesOf(template, 'Secret').KmsKeyId).toEqual(KEY_ARN);
    expect(propertiesOf(template, 'AlarmTopic').KmsMasterKeyId).toEqual(
      KEY_ARN,
    );
    expect(
      propertiesOf(template, 'InventoryDeadLetters').KmsMasterKeyId,
    ).toEqual(KEY_ARN);
    expect(
      propertiesOf(template, 'BastionInstance').BlockDeviceMappings[0].Ebs,
    ).toMatchObject({ Encrypted: true, KmsKeyId: KEY_ARN });
    for (const { Properties } of resourcesOf(template, 'AWS::Logs::LogGroup')) {
      expect(Properties.KmsKeyId).toEqual(KEY_ARN);
      expect(Properties.RetentionInDays).toBe(365);
    }
  });
});

describe.each(SHAPES)('log groups of $size, $retention', shape => {
  const template = templateOf(shape);
  const groups = resourcesOf(template, 'AWS::Logs::LogGroup');

  it('are one for each exported log of each instance, and one for each that writes by itself', () => {
    const instances = resourcesOf(template, 'AWS::RDS::DBInstance');

    expect(groups.map(({ id }) => id).sort()).toEqual(
      [
        ...instances.flatMap(({ id }) =>
          ['Postgresql', 'Upgrade'].map(log =>
            id.replace('Instance', `Logs${log}`),
          ),
        ),
        'BastionLogGroup',
        'FlowLogsLogGroup',
        'HousekeepingLogGroup',
        'InventoryLogGroup',
      ].sort(),
    );
  });

  it('are written under lower-case names where RDS looks for them', () => {
    for (const { Properties } of groups) {
      const name: string = Properties.LogGroupName ?? '';
      expect(name).toBe(name.toLowerCase());
    }
  });

  it('are written to by everything that could make one of its own', () => {
    expect(propertiesOf(template, 'FlowLogs').LogGroupName).toEqual({
      Ref: 'FlowLogsLogGroup',
    });
    for (const { id, Properties } of resourcesOf(
      template,
      'AWS::Lambda::Function',
    )) {
      expect(Properties.LoggingConfig.LogGroup).toEqual({
        Ref: id.replace('Function', 'LogGroup'),
      });
    }
  });

  it('go with the stack unless it is retained, when those of the primary and of the network stay', () => {
    expect(
      groups
        .filter(({ DeletionPolicy }) => DeletionPolicy !== undefined)
        .map(({ id }) => id),
    ).toEqual(
      shape.retention === 'retain'
        ? ['FlowLogsLogGroup', 'DatabaseLogsPostgresql', 'DatabaseLogsUpgrade']
        : [],
    );
  });

  it('nothing is made that AWS names and logs by itself: no Lambda without a group, no document or trail', () => {
    const types = Object.values(template.Resources).map(({ Type }) => Type);

    expect(
      types.filter(type =>
        /CloudTrail|SSM::Document|CodeBuild|ApiGateway/.test(type),
      ),
    ).toEqual([]);
  });
});

describe('the key', () => {
  it('is left alone by a resize', () => {
    const keys = SIZE_NAMES.map(size =>
      JSON.stringify(templateOf({ size }).Resources.Key),
    );

    expect(new Set(keys).size).toBe(1);
  });

  it('knows nothing of alarms where there is no topic', () => {
    expect(statementsOf(templateOf())).toHaveLength(2);
  });
});
