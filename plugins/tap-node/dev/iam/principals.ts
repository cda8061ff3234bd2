import type { StackResource } from './stackResources';

/**
 * Services that the roles of the stack are passed to, as values of `iam:PassedToService` that match in every partition:
 * `ec2.amazonaws.com.cn` is a service of China.
 */
export function passedTo(resources: StackResource[]): string[] {
  const services = resources
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .flatMap(({ properties }) =>
      statementsOf(properties.AssumeRolePolicyDocument),
    )
    .map(({ Principal }) => `${Principal.Service}*`);
  return [...new Set(services)].sort();
}

/** Services that functions of the stack permit to call them. */
export function permittedPrincipals(resources: StackResource[]): string[] {
  const services = resources
    .filter(({ type }) => type === 'AWS::Lambda::Permission')
    .map(({ properties }) => String(properties.Principal));
  return [...new Set(services)].sort();
}

function statementsOf(document: any): any[] {
  return [document.Statement].flat();
}
