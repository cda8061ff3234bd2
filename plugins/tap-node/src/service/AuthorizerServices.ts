import { AuthService, UserInfoService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EnvironmentPermissions } from '../permissions/EnvironmentPermissions';
import { TapEngine } from '../TapEngine';

/** Dependencies of authorizers. */
export interface AuthorizerServices {
  auth: AuthService;
  catalog: CatalogService;
  engine: TapEngine;
  permissions: EnvironmentPermissions;
  userInfo: UserInfoService;
}
