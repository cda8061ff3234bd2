import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, Header } from '@backstage/ui';
import { Environment } from '@tap/plugin-tap-common';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { environmentRouteRef } from '../../routes';
import { OwnerLink } from '../OwnerLink';
import { PageTitle } from '../PageTitle';
import { StatusBadge } from '../StatusBadge';
import { ActivityTab } from './ActivityTab';
import { BackToList } from './BackToList';
import { OverviewTab } from './OverviewTab';
import { ResourcesTab } from './ResourcesTab';
import { SettingsTab } from './SettingsTab';

const TABS = [
  { path: 'activity', label: 'Activity', element: <ActivityTab /> },
  { path: 'resources', label: 'Resources', element: <ResourcesTab /> },
  { path: 'settings', label: 'Settings', element: <SettingsTab /> },
];

/** The page of an environment that exists. */
export function EnvironmentTabs(props: { environment: Environment }) {
  const { environment } = props;
  const { owner, status, suffix, target } = environment;
  const base = useRouteRef(environmentRouteRef)?.({ suffix, target }) ?? '';
  const { pathname } = useLocation();
  const active = TABS.find(({ path }) => pathname.endsWith(`/${path}`));
  return (
    <>
      {active && <PageTitle title={`${suffix}: ${active.label}`} />}
      <Header
        activeTabId={active?.path ?? 'overview'}
        customActions={<BackToList />}
        metadata={[
          { label: 'Status', value: <StatusBadge status={status} /> },
          {
            label: 'Owner',
            value: <OwnerLink owner={owner} />,
          },
          { label: 'Target', value: `${target}, ${environment.region}` },
        ]}
        tabs={[
          { id: 'overview', label: 'Overview', href: base },
          ...TABS.map(({ label, path }) => ({
            id: path,
            label,
            href: `${base}/${path}`,
          })),
        ]}
        title={suffix}
      />
      <Container>
        <Routes>
          <Route element={<OverviewTab environment={environment} />} index />
          {TABS.map(({ element, path }) => (
            <Route element={element} key={path} path={path} />
          ))}
          <Route element={<Navigate replace to={base} />} path="*" />
        </Routes>
      </Container>
    </>
  );
}
