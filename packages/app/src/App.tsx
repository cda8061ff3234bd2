import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import tapPlugin from '@tap/plugin-tap';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';
import { textsModule } from './modules/texts';
import { themeModule } from './modules/theme';

/**
 * The app of the portal. Other plugins in package.json are discovered (`app.packages: all`). These are listed because the portal
 * requires them.
 */
export default createApp({
  features: [
    catalogPlugin,
    tapPlugin,
    navModule,
    signInModule,
    textsModule,
    themeModule,
  ],
});
