import { ResourceHandler } from '../../resources/ResourceHandler';

/**
 * Types with nothing behind them, on AWS neither: CDK's metadata and the handle
 * of a wait condition.
 */
export const placeholderHandlers: readonly ResourceHandler[] = [
  'AWS::CDK::Metadata',
  'AWS::CloudFormation::WaitConditionHandle',
].map(placeholder);

function placeholder(type: string): ResourceHandler {
  return {
    type,
    createOnly: [],
    taggable: false,
    create: async ctx => {
      const physicalId = `${ctx.stackName}-${ctx.logicalId}-${ctx.suffix}`;
      ctx.initiated(physicalId);
      await ctx.wait(2);
      return { physicalId, attributes: {} };
    },
    update: async (_ctx, physicalId) => ({ physicalId, attributes: {} }),
    delete: async ctx => ctx.wait(1),
  };
}
