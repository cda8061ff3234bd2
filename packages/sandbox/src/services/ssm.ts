import { AwsError } from '../protocol/AwsError';
import { findStored } from '../resources/StoredResource';
import { amazonLinuxImages } from './images';
import { strings } from './filters';
import { OperationContext, Service } from '../protocol/ServiceOperations';

interface Parameter {
  Name: string;
  Type: string;
  Value: string;
  Version: number;
  ARN: string;
  DataType: string;
  LastModifiedDate: number;
}

/** SSM: the parameters of stacks and the public parameters of Amazon Linux. */
export const SSM: Service = {
  name: 'ssm',
  protocol: 'json',
  targetPrefix: 'AmazonSSM',
  permissions: (_operation, { Name, Names }, ctx) => ({
    resources: {
      'ssm:parameter': strings(Names ?? [Name]).map(name => ({
        arn: find(name, ctx)?.ARN ?? arnOf(name, ctx.accountId, ctx.region),
      })),
    },
  }),
  operations: {
    GetParameter: async ({ Name }, ctx) => {
      const parameter = find(String(Name), ctx);
      if (!parameter) {
        throw new AwsError('ParameterNotFound', '');
      }
      return { Parameter: parameter };
    },
    GetParameters: async ({ Names }, ctx) => {
      const found = strings(Names).map(name => ({
        name,
        parameter: find(name, ctx),
      }));
      return {
        Parameters: found.flatMap(({ parameter }) => parameter ?? []),
        InvalidParameters: found
          .filter(({ parameter }) => !parameter)
          .map(({ name }) => name),
      };
    },
  },
};

function find(name: string, ctx: OperationContext): Parameter | undefined {
  const stored = findStored(ctx.world, 'AWS::SSM::Parameter', name);
  if (stored) {
    return {
      Name: name,
      Type: String(stored.properties.Type ?? 'String'),
      Value: String(stored.properties.Value),
      Version: 1,
      ARN: arnOf(name, ctx.accountId, ctx.region),
      DataType: String(stored.properties.DataType ?? 'text'),
      LastModifiedDate: Date.parse(stored.createdAt) / 1000,
    };
  }
  const image = amazonLinuxImages().find(each => each.parameter === name);
  return (
    image && {
      Name: name,
      Type: 'String',
      Value: image.imageId,
      Version: 1,
      ARN: arnOf(name, '', ctx.region),
      DataType: 'aws:ec2:image',
      LastModifiedDate: Date.parse(image.createdAt) / 1000,
    }
  );
}

function arnOf(name: string, accountId: string, region: string): string {
  const path = name.startsWith('/') ? name : `/${name}`;
  return `arn:aws:ssm:${region}:${accountId}:parameter${path}`;
}
