import {
  attribute,
  Json,
  propertiesOf,
  resourcesOf,
  SHAPES,
  templateOf,
} from '../__testUtils__/shapes';

describe.each(SHAPES)('buckets of $size, $retention', shape => {
  const template = templateOf(shape);

  it('are the bucket of the environment and its access log bucket', () => {
    expect(
      resourcesOf(template, 'AWS::S3::Bucket').map(({ id }) => id),
    ).toEqual(['AccessLogs', 'Bucket']);
  });

  it('have versioning, block public access and generated names', () => {
    for (const { Properties } of resourcesOf(template, 'AWS::S3::Bucket')) {
      expect(Properties).toMatchObject({
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: {
          Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }],
        },
      });
      expect(Properties).not.toHaveProperty('BucketName');
    }
  });

  it('are encrypted, the first with the key and a bucket key', () => {
    expect(propertiesOf(template, 'Bucket').BucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: {
            KMSMasterKeyID: attribute('Key', 'Arn'),
            SSEAlgorithm: 'aws:kms',
          },
        },
      ],
    });
    expect(
      propertiesOf(template, 'AccessLogs').BucketEncryption
        .ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault
        .SSEAlgorithm,
    ).toBe('AES256');
  });

  it('deny requests without TLS', () => {
    for (const id of ['Bucket', 'AccessLogs']) {
      const policy = propertiesOf(template, `${id}Policy`);
      expect(policy.Bucket).toEqual({ Ref: id });
      expect([policy.PolicyDocument.Statement].flat()[0]).toMatchObject({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
  });

  it('expire old versions, incomplete uploads and old logs', () => {
    const rules = (id: string): Json[] =>
      propertiesOf(template, id).LifecycleConfiguration.Rules;

    expect(rules('Bucket')[0]).toMatchObject({
      Status: 'Enabled',
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    });
    expect(rules('Bucket')[1]).toMatchObject({
      Prefix: 'exports/',
      Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 30 }],
    });
    expect(rules('AccessLogs')[0]).toMatchObject({
      Status: 'Enabled',
      ExpirationInDays: shape.retention === 'destroy' ? 30 : 365,
    });
  });

  it('log access to the first in the second, which only S3 can write', () => {
    expect(propertiesOf(template, 'Bucket').LoggingConfiguration).toEqual({
      DestinationBucketName: { Ref: 'AccessLogs' },
      LogFilePrefix: 'bucket/',
    });
    expect(
      propertiesOf(template, 'AccessLogsPolicy').PolicyDocument.Statement[1],
    ).toMatchObject({
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    });
  });
});
