/**
 * What to do about each problem of the installation or the configuration of the portal, by code. The log and the page of
 * administrators use the same advice.
 *
 * @public
 */
export const SETUP_ACTIONS = {
  'no-targets':
    'Add an account and a region to tap.targets in app-config, see docs/INSTALL.md.',
  'stack-module':
    'Install the module as a dependency of the back end, or correct tap.stack.module in app-config, then restart the back end. Environments continue to run.',
  'target-unreachable':
    'Check the region and the endpoints of the target in tap.targets, and whether the back end can connect to them. Environments continue to run.',
  'target-access':
    'Check aws.accounts in app-config, the credentials of the back end, and the role of the portal in the account, see docs/IAM.md. Environments continue to run.',
  'no-events-backend':
    "Add backend.add(import('@backstage/plugin-events-backend')) to the back end. Without it, a replica of the back end does not notice at once what the others change.",
  'admin-missing':
    'Correct the entity ref in tap.admins of app-config, or add the group or user to the catalog.',
  'template-owner-missing':
    'Correct the entity ref in catalog.providers.tap.templates.owner of app-config, or add the group or user to the catalog.',
  'environment-owner-missing':
    'Transfer the environments to another owner, or add the group or user to the catalog. Otherwise, only administrators can change them.',
} as const;

/** Code of a problem, see {@link SETUP_ACTIONS}. @public */
export type SetupFindingCode = keyof typeof SETUP_ACTIONS;

/** One problem of the installation or the configuration of the portal. @public */
export interface SetupFinding {
  code: SetupFindingCode;
  /** What is wrong, with the cause if it is known. */
  text: string;
  /** What to do, see {@link SETUP_ACTIONS}. */
  action: string;
  /** Name of the affected target. */
  target?: string;
  /** Entity ref that is not in the catalog. */
  entityRef?: string;
}

/** Response of the setup route. @public */
export interface SetupReport {
  /** When the setup was checked, ISO 8601. */
  checkedAt: string;
  /** Empty if no problem was found. */
  findings: SetupFinding[];
}
