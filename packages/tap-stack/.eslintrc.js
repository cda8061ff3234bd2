module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // A construct joins its scope by being made: that is how CDK is written.
    'no-new': 'off',
  },
});
