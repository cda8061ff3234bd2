import { BreadcrumbEntry, useRouteRef } from '@backstage/frontend-plugin-api';
import { EnvironmentRef } from '@tap/plugin-tap-common';
import { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { environmentRouteRef } from '../routes';

/** Adds an environment to the breadcrumbs of its pages. */
export function EnvironmentBreadcrumb(
  props: EnvironmentRef & { children: ReactNode },
) {
  const { children, suffix, target } = props;
  const href = useRouteRef(environmentRouteRef)?.({ suffix, target }) ?? '';
  return (
    <BreadcrumbEntry entry={{ label: suffix, href }}>
      {children}
    </BreadcrumbEntry>
  );
}

/** Adds the current page to the breadcrumbs. */
export function PageBreadcrumb(props: { label: string; children: ReactNode }) {
  const { children, label } = props;
  const { pathname } = useLocation();
  return (
    <BreadcrumbEntry entry={{ label, href: pathname }}>
      {children}
    </BreadcrumbEntry>
  );
}
