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
    code: { zipFile: compactPython(props.code) },
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

/**
 * Saves template size: Python accepts one space per level, several modules per
 * import, lists on one line and operators without spaces. In YAML, each line of
 * code costs its indentation.
 *
 * @param code - its strings are in single quotes, without quotes inside
 */
function compactPython(code: string): string {
  return code
    .replace(/^( {4})+/gm, blanks => ' '.repeat(blanks.length / 4))
    .replace(/([,([{])\n +/g, '$1')
    .replace(/\n{2,}/g, '\n')
    .replace(
      /(^import \w+\n)+/m,
      lines => `import ${lines.match(/\w+$/gm)!.join()}\n`,
    )
    .split(/('[^']*')/)
    .map((part, index) =>
      index % 2 === 0 ? part.replace(/ *([-=+*<>,:{}()[\]]) */g, '$1') : part,
    )
    .join('');
}
