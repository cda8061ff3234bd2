/**
 * A regular expression for an element of a statement's `Action`, such as `rds:Describe*`. Actions are not case-sensitive:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function actionPattern(action: string): RegExp {
  const literal = action.replace(/[^\w:*?]/g, '\\$&');
  return new RegExp(
    `^${literal.replace(/\*/g, '.*').replace(/\?/g, '.')}$`,
    'i',
  );
}
