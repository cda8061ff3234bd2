module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      files: ['src/__testUtils__/exampleStack/**'],
      // A construct joins its scope by being made: that is how CDK is written.
      rules: { 'no-new': 'off' },
    },
  ],
});
