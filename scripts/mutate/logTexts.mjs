const LEVELS = ['debug', 'info', 'warn', 'error'];

/**
 * Leaves out mutants in what is written to the log of the back end: its wording is not a promise, and tests do not read it.
 * The lines of a scaffolder task (`ctx.logger`) stay in, because users read them.
 *
 * @type {import('@stryker-mutator/api/ignore').Ignorer}
 */
export const logTexts = {
  shouldIgnore(path) {
    return isArgumentOfLogger(path) ? 'text of the log' : undefined;
  },
};

function isArgumentOfLogger({ parent, listKey }) {
  return (
    parent?.type === 'CallExpression' &&
    listKey === 'arguments' &&
    parent.callee.type === 'MemberExpression' &&
    LEVELS.includes(parent.callee.property.name) &&
    isBackEndLogger(parent.callee.object)
  );
}

function isBackEndLogger(object) {
  return object.type === 'MemberExpression'
    ? object.property.name === 'logger' && object.object.name !== 'ctx'
    : ['logger', 'console'].includes(object.name);
}
