import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      tap?: {
        /**
         * When each target is read in full. Changes made by the portal itself do not wait for it.
         * Default: every minute, with a timeout of two minutes and an initial delay of one second.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * Entity refs of your own Systems and Resources that keep a name which is reserved for environments, such as
         * system:default/tap-dance. An environment that needs this name is not in the catalog.
         */
        exemptEntities?: string[];
      };
    };
  };
}
