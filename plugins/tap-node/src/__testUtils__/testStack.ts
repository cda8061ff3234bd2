import type { TapStackProps } from '@tap/stack';
import type { SynthesizedStack } from '../synthesis';

/**
 * A stack module with five small resources: what an operation does to a stack does not depend on what is in it, and
 * this one is made within a second. `description` of the props decides nothing; size and version show in the template.
 */
export function synthesizeTemplate(props: TapStackProps): SynthesizedStack {
  const size = props.size as { instanceClass: string };
  return {
    stackName: `TapStack-${props.environmentSuffix}`,
    templateBody: JSON.stringify({
      Parameters: { TapMetadata: { Type: 'String', Default: 'e30' } },
      Resources: {
        Echo: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Type: 'String', Value: { Ref: 'TapMetadata' } },
        },
        Size: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Type: 'String', Value: size.instanceClass },
        },
        Key: {
          Type: 'AWS::KMS::Key',
          DeletionPolicy:
            props.retention === 'destroy' ? 'Delete' : 'RetainExceptOnCreate',
          Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [] } },
        },
        Topic: {
          Type: 'AWS::SNS::Topic',
          DependsOn: ['Key'],
          Properties: { DisplayName: props.engineVersion },
        },
        Queue: { Type: 'AWS::SQS::Queue', DependsOn: ['Topic'] },
      },
      Outputs: {
        DatabaseEndpoint: { Value: 'localhost' },
        DatabasePort: { Value: '5432' },
      },
    }),
    stackPolicyBody: JSON.stringify({
      Statement: [
        { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' },
      ],
    }),
  };
}
