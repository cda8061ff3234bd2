import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { EnvironmentService } from '@tap/plugin-tap-node';
import { TemplateTasks } from '../tasks';
import { registerGetAction } from './registerGetAction';
import { registerListAction } from './registerListAction';
import { registerPlanAction } from './registerPlanAction';
import { registerRequestAction } from './registerRequestAction';
import { registerRequestTeardownAction } from './registerRequestTeardownAction';

/** What the registered actions stand on. */
export interface ActionOptions {
  environments: EnvironmentService;
  tasks: TemplateTasks;
}

/** Registers everything that assistants (over MCP) and other plugins may do with environments. */
export function registerActions(
  registry: ActionsRegistryService,
  options: ActionOptions,
): void {
  registerListAction(registry, options);
  registerGetAction(registry, options);
  registerPlanAction(registry, options);
  registerRequestAction(registry, options);
  registerRequestTeardownAction(registry, options);
}
