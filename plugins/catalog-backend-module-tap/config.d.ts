import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      tap?: {
        /**
         * Schedule of the full reads of each target. Changes made by the portal appear without waiting for it.
         * Default: every minute, with a timeout of two minutes and an initial delay of one second.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * Entity refs of your own Systems and Resources that keep a name that is reserved for environments, for example
         * system:default/tap-dance. An environment with this name is then not in the catalog.
         */
        exemptEntities?: string[];
        /** The templates of TAP in the catalog. */
        templates?: {
          /** Whether the module adds the templates. Default: true. */
          enabled?: boolean;
          /**
           * Names of the templates to add. The teardown button requires a template tap-postgres-teardown. Default: both.
           */
          include?: Array<'tap-postgres' | 'tap-postgres-teardown'>;
          /** Entity ref of the group or user that owns the templates. Default: they have no owner. */
          owner?: string;
        };
      };
    };
  };
}
