import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import { NavContentComponentProps } from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import MenuIcon from '@material-ui/icons/Menu';
import SearchIcon from '@material-ui/icons/Search';
import { SidebarLogo } from './SidebarLogo';
import { SkipLink } from './SkipLink';

/** The sidebar: environments first, then the catalog, Create, and the other pages by name. */
export function PortalSidebar({ navItems }: NavContentComponentProps) {
  const nav = navItems.withComponent(item => (
    <SidebarItem icon={() => item.icon} text={item.title} to={item.href} />
  ));
  // These two have fixed positions below.
  nav.take('page:search');
  nav.take('page:notifications');
  // Without an entity, the graph is empty. Pages of entities link to it.
  nav.take('page:catalog-graph');

  return (
    <>
      <SkipLink />
      <Sidebar>
        <SidebarLogo />
        <SidebarGroup icon={<SearchIcon />} label="Search" to="/search">
          <SidebarSearchModal />
        </SidebarGroup>
        <SidebarDivider />
        <SidebarGroup icon={<MenuIcon />} label="Menu">
          {nav.take('page:tap')}
          {nav.take('page:catalog')}
          {nav.take('page:scaffolder')}
          <SidebarDivider />
          <SidebarScrollWrapper>
            {nav.rest({ sortBy: 'title' })}
          </SidebarScrollWrapper>
        </SidebarGroup>
        <SidebarSpace />
        <SidebarDivider />
        <NotificationsSidebarItem />
        <SidebarDivider />
        <SidebarGroup
          icon={<UserSettingsSignInAvatar />}
          label="Settings"
          to="/settings"
        >
          {nav.take('page:user-settings')}
        </SidebarGroup>
      </Sidebar>
    </>
  );
}
