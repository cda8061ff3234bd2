import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** What an inline function is made from. */
export interface InlineFunctionProps {
  /** Python; the handler is called `handler`. */
  code: string;
  roleArn: string;
  logGroupName: string;
  /** Seconds. */
  timeout: number;
  environment?: CfnFunction.EnvironmentProperty['variables'];
  /** Encrypts the environment variables. */
  keyArn?: string;
  deadLetterQueueArn?: string;
}

/** A Python function whose code is in the template, and whose logs are JSON. */
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

/** One blank for each level will do for Python, and a template has a limit. */
function withNarrowIndent(code: string): string {
  return code.replace(/^( {4})+/gm, blanks => ' '.repeat(blanks.length / 4));
}
