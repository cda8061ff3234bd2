#!/usr/bin/env node
// Runs the CDK app. In a clone of the repository the sources are TypeScript,
// which needs Backstage's transform.
if (require.resolve('@tap/stack/bin').endsWith('.ts')) {
  require('@backstage/cli/config/nodeTransform.cjs');
}
require('@tap/stack/bin');
