import { coreExtensionData } from '@backstage/frontend-plugin-api';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { RESERVED_TARGET_NAMES } from '@tap/plugin-tap-common';
import { tapPlugin } from './plugin';

describe('tapPlugin', () => {
  it.each(['create', 'setup', 'change', 'progress', 'environment'])(
    'has no page %s whose address can be that of an environment',
    name => {
      const page = tapPlugin.getExtension(
        `page:tap/${name}` as 'page:tap/create',
      );
      const path = createExtensionTester(page).get(coreExtensionData.routePath);
      const [, target] = /^\/environments\/([^/]+)/.exec(path) ?? [];
      expect([':target', ...RESERVED_TARGET_NAMES]).toContain(target);
    },
  );
});
