import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Navigate } from 'react-router-dom';
import { environmentRef } from '../lib/environmentFacts';
import { environmentRouteRef } from '../routes';

/**
 * Leads from the catalog's page of an environment to the environment's own page, whose address stays valid after the
 * teardown.
 */
export function EnvironmentRedirect() {
  const { entity } = useEntity();
  const href = useRouteRef(environmentRouteRef)?.(environmentRef(entity));
  return href ? <Navigate replace to={href} /> : null;
}
