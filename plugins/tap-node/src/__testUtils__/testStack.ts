import { Retention } from '@tap/plugin-tap-common';
import type {
  StackFacts,
  StackInput,
  StackTemplate,
  SynthesizedStack,
} from '../stackModule';

export {
  defaultBackupRetentionDays,
  defaultSize,
  imageParameter,
  requiredZones,
  sizeFields,
  sizes,
} from '@tap/stack/module';

/** This very file. */
export const synthesizer = __filename;

/**
 * A stack module with five small resources: what an operation does to a stack does not depend on what is in it, and
 * this one is made within a second. Size and version show in the template.
 */
export function synthesize(input: StackInput): SynthesizedStack {
  return {
    templateBody: JSON.stringify({
      Parameters: { TapMetadata: { Type: 'String', Default: 'e30' } },
      Resources: {
        Echo: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Type: 'String', Value: { Ref: 'TapMetadata' } },
        },
        Size: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Type: 'String', Value: input.size.instanceClass },
        },
        Key: {
          Type: 'AWS::KMS::Key',
          DeletionPolicy:
            input.retention === 'destroy' ? 'Delete' : 'RetainExceptOnCreate',
          Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [] } },
        },
        Topic: {
          Type: 'AWS::SNS::Topic',
          DependsOn: ['Key'],
          Properties: { DisplayName: input.engineVersion },
        },
        Queue: { Type: 'AWS::SQS::Queue', DependsOn: ['Topic'] },
      },
      Outputs: {
        DatabaseEndpoint: { Value: 'localhost' },
        DatabasePort: { Value: '5432' },
        DatabaseName: { Value: 'app' },
        DatabaseSecretArn: { Value: 'arn:aws:secretsmanager:::secret:none' },
      },
    }),
    stackPolicyBody: JSON.stringify({
      Statement: [
        { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' },
      ],
    }),
  };
}

/** There is no database, so none is asked for its storage. */
export function describe(template: StackTemplate): StackFacts | undefined {
  return template.Resources?.Echo
    ? { primaryDatabase: 'None', dataHolders: ['Key'] }
    : undefined;
}

/** Nothing has to be switched on. */
export function settle(
  template: StackTemplate,
  _retention: Retention,
): StackTemplate {
  return template;
}
