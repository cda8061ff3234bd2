#!/usr/bin/env node
// Runs the sandbox. In a clone of the repository the sources are TypeScript,
// which needs Backstage's transform.
if (require.resolve('@tap/sandbox/bin').endsWith('.ts')) {
  require('@backstage/cli/config/nodeTransform.cjs');
}
require('@tap/sandbox/bin');
