const LEVELS = ['debug', 'info', 'warn', 'error'];

/**
 * Leaves out mutants in texts whose wording nothing depends on: what is written to the log of the back end, and the
 * documentation of schemas (`.describe(…)`). The lines of a scaffolder task (`ctx.logger`) stay in, because users read them.
 *
 * @type {import('@stryker-mutator/api/ignore').Ignorer}
 */
export const ignoredTexts = {
  shouldIgnore({ node, parent, listKey }) {
    const isArgumentOfMethod =
      parent?.type === 'CallExpression' &&
      listKey === 'arguments' &&
      parent.callee.type === 'MemberExpression';
    return isArgumentOfMethod && isIgnored(parent.callee, node)
      ? 'text on whose wording nothing depends'
      : undefined;
  },
};

function isIgnored({ object, property }, argument) {
  return (
    (property.name === 'describe' &&
      ['StringLiteral', 'TemplateLiteral'].includes(argument.type)) ||
    (LEVELS.includes(property.name) && isBackEndLogger(object))
  );
}

function isBackEndLogger(object) {
  return object.type === 'MemberExpression'
    ? object.property.name === 'logger' && object.object.name !== 'ctx'
    : ['logger', 'console'].includes(object.name);
}
