import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import tapPlugin from '@tap/plugin-tap';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';

/**
 * The portal. The plugins of package.json beside these are discovered (`app.packages: all`); these two are
 * named because the portal is nothing without them.
 */
export default createApp({
  features: [catalogPlugin, tapPlugin, navModule, signInModule],
});
