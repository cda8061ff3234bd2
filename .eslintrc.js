module.exports = {
  root: true,
  plugins: ['import'],
  rules: {
    // A built-in module of Node.js looks like one, and no package of that name can stand in for it.
    'import/enforce-node-protocol-usage': ['error', 'always'],
  },
};
