export * from './environmentPermissionResource';
export * from './rules';
