module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Creating a construct adds it to its scope, so its result can be unused.
    'no-new': 'off',
  },
});
