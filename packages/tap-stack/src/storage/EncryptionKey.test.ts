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

  it('is the only one and has rotation', () => {
    expect(resourcesOf(template, 'AWS::KMS::Key')).toHaveLength(1);
    expect(propertiesOf(template, 'Key')).toMatchObject({
      EnableKeyRotation: true,
      PendingWindowInDays: 7,
    });
  });

  it('has only the account and services as principals', () => {
    expect(statementsOf(template).map(({ Principal }) => Principal)).toEqual([
      { AWS: 'arn:aws:iam::123456789012:root' },
      { Service: 'logs.us-east-1.amazonaws.com' },
      { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
    ]);
  });

  it('allows services only for this account and its log groups', () => {
    const [, logs, alarms] = statementsOf(template);

    expect(alarms.Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': '123456789012' },
    });
    const patterns: string[] =
      logs.Condition.ArnLike['kms:EncryptionContext:aws:logs:arn'];
    for (const pattern of patterns) {
      expect(pattern).toMatch(
        /^arn:aws:logs:us-east-1:123456789012:log-group:(\/aws\/rds\/instance\/tapstack-orders-dev(-replica-\*)?\/|TapStack-orders-dev-\*LogGroup-)\*$/,
      );
    }
    expect(patterns).toHaveLength(3);
  });

  it('allows exactly the existing log groups', () => {
    const [, logs] = statementsOf(template);
    const patterns: RegExp[] = logs.Condition.ArnLike[
      'kms:EncryptionContext:aws:logs:arn'
    ].map(
      (arn: string) =>
        new RegExp(`^${arn.split(':log-group:')[1].replaceAll('*', '.*')}$`),
    );
    for (const { id, Properties } of resourcesOf(
      template,
      'AWS::Logs::LogGroup',
    )) {
      const name = Properties.LogGroupName ?? `TapStack-orders-dev-${id}-X`;
      expect(patterns.filter(pattern => pattern.test(name))).toHaveLength(1);
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
      expect(Properties.RetentionInDays).toBe(
        shape.retention === 'destroy' ? 30 : 365,
      );
    }
  });
});

describe.each(SHAPES)('log groups of $size, $retention', shape => {
  const template = templateOf(shape);
  const groups = resourcesOf(template, 'AWS::Logs::LogGroup');

  it('exist for each exported log of each instance and for each service that logs', () => {
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

  it('have the lower-case names that RDS uses', () => {
    for (const { Properties } of groups) {
      const name: string = Properties.LogGroupName ?? '';
      expect(name).toBe(name.toLowerCase());
    }
  });

  it('are set for every service that could create its own', () => {
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

  it('are deleted with the stack; retain keeps those of the primary and of the network', () => {
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

  it('no resource logs to a log group that AWS creates', () => {
    const types = Object.values(template.Resources).map(({ Type }) => Type);

    expect(
      types.filter(type =>
        /CloudTrail|SSM::Document|CodeBuild|ApiGateway/.test(type),
      ),
    ).toEqual([]);
  });
});

describe('the key', () => {
  it('is not changed by a resize', () => {
    const keys = SIZE_NAMES.map(size =>
      JSON.stringify(templateOf({ size }).Resources.Key),
    );

    expect(new Set(keys).size).toBe(1);
  });

  it('does not allow alarms without a topic', () => {
    expect(statementsOf(templateOf())).toHaveLength(2);
  });
});
