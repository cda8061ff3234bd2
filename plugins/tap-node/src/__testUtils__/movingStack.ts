import type { StackInput, SynthesizedStack } from '../stackModule';
import { sizes, synthesize as synthesizeTestStack } from './testStack';

export * from './testStack';

/** This very file. */
export const synthesizer = __filename;

/** The stack of `testStack`, with a network whose address range depends on the size: a resize would replace it. */
export function synthesize(input: StackInput): SynthesizedStack {
  const stack = synthesizeTestStack(input);
  const template = JSON.parse(stack.templateBody);
  const isSmallest =
    input.size.instanceClass === Object.values(sizes)[0].instanceClass;
  template.Resources.Network = {
    Type: 'AWS::EC2::VPC',
    Properties: { CidrBlock: isSmallest ? '10.0.0.0/16' : '10.1.0.0/16' },
  };
  return { ...stack, templateBody: JSON.stringify(template) };
}
