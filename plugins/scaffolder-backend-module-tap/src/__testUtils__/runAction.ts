import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';

/**
 * Runs an action once.
 *
 * @param facts - additional properties of its context
 * @returns the outputs
 */
export async function runAction(
  action: TemplateAction<any, any, any>,
  input: object,
  facts: object = {},
): Promise<Record<string, unknown>> {
  const outputs: Record<string, unknown> = {};
  const context = {
    ...createMockActionContext({ input: input as any }),
    ...facts,
    output: (name: string, value: unknown) => {
      outputs[name] = value;
    },
  };
  await action.handler(context as any);
  return outputs;
}
