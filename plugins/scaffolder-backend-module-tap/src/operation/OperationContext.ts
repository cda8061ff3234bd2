import { ActionContext } from '@backstage/plugin-scaffolder-node';

/**
 * The parts of a scaffolder action context that operations use.
 */
export type OperationContext = Pick<
  ActionContext<any, any>,
  | 'checkpoint'
  | 'getInitiatorCredentials'
  | 'logger'
  | 'secrets'
  | 'signal'
  | 'step'
  | 'task'
>;
