import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** Properties of {@link inlineFunction}. */
export interface InlineFunctionProps {
  /** Python source with a function `handler`. */
  code: string;
  roleArn: string;
  logGroupName: string;
  /** In seconds. */
  timeout: number;
  environment?: CfnFunction.EnvironmentProperty['variables'];
  /** Key that encrypts the environment variables. */
  keyArn?: string;
  deadLetterQueueArn?: string;
}

/** A Python function with inline code and JSON logs. */
export function inlineFunction(
  scope: Construct,
  id: string,
  props: InlineFunctionProps,
): CfnFunction {
  return new CfnFunction(scope, id, {
    runtime: 'python3.14',
    architectures: ['arm64'],
    handler: 'index.handler',
    code: { zipFile: withNarrowIndent(props.code) },
    role: props.roleArn,
    timeout: props.timeout,
    memorySize: 256,
    loggingConfig: { logGroup: props.logGroupName, logFormat: 'JSON' },
    environment: props.environment && { variables: props.environment },
    kmsKeyArn: props.keyArn,
    deadLetterConfig: props.deadLetterQueueArn
      ? { targetArn: props.deadLetterQueueArn }
      : undefined,
  });
}

/** Python accepts one space per indentation level, which saves template size. */
function withNarrowIndent(code: string): string {
  return code.replace(/^( {4})+/gm, blanks => ' '.repeat(blanks.length / 4));
}
