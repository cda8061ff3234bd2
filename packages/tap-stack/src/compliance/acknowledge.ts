import { Stack, Token, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ACKNOWLEDGEMENTS } from './acknowledgements';

/**
 * Acknowledges findings in cdk-nag and aws-cdk-lib's validator, so that they
 * report only new findings.
 */
export function acknowledgeFindings(stack: Stack): void {
  for (const { rules, constructs, reason } of ACKNOWLEDGEMENTS) {
    const present = constructs
      .map(path => constructAt(stack, path))
      .filter(construct => construct !== undefined);
    for (const construct of present) {
      withoutStackTraces(() =>
        Validations.of(construct).acknowledge(
          ...rules.map(rule => ({ id: inStack(stack, rule), reason })),
        ),
      );
    }
  }
}

/** Each acknowledgement records a stack trace, which no report contains and which takes longer than the rest. */
function withoutStackTraces(acknowledge: () => void): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    acknowledge();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function constructAt(stack: Stack, path: string): IConstruct | undefined {
  return path
    .split('/')
    .filter(id => id !== '')
    .reduce<IConstruct | undefined>(
      (construct, id) => construct?.node.tryFindChild(id),
      stack,
    );
}

function inStack(stack: Stack, rule: string): string {
  return rule
    .replace('{partition}', printed(stack.partition, 'Partition'))
    .replace('{region}', stack.region)
    .replace('{account}', printed(stack.account, 'AccountId'));
}

/** cdk-nag prints a reference as `<AWS::AccountId>`. */
function printed(value: string, pseudoParameter: string): string {
  return Token.isUnresolved(value) ? `<AWS::${pseudoParameter}>` : value;
}
