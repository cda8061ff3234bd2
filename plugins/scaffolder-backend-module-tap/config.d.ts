import { HumanDuration } from '@backstage/types';

export interface Config {
  tap?: {
    /**
     * How long a task waits for the catalog after its operation is complete, before it ends with a warning. Set it to
     * `{ seconds: 0 }` if the catalog module of TAP is not installed. Default: 30 seconds.
     */
    catalogTimeout?: HumanDuration | string;
  };
}
