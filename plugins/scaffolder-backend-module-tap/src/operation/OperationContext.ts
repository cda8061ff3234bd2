import { ActionContext } from '@backstage/plugin-scaffolder-node';

/**
 * What the operations of this package need of a scaffolder action's context.
 *
 * @public
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
