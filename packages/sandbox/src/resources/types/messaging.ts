import { arn, generatedName, text, isTrue } from '../names';
import { SimpleResourceType } from '../SimpleResourceType';

/** Topics and queues. */
export const MESSAGING_TYPES: SimpleResourceType[] = [
  {
    type: 'AWS::SNS::Topic',
    physicalId: (ctx, properties) =>
      arn(
        ctx,
        'sns',
        text(properties.TopicName) ??
          `${generatedName(ctx, 250)}${
            isTrue(properties.FifoTopic) ? '.fifo' : ''
          }`,
      ),
    attributes: (_ctx, _properties, topicArn) => ({
      TopicArn: topicArn,
      TopicName: topicArn.split(':').pop(),
    }),
  },
  {
    type: 'AWS::SNS::TopicPolicy',
    taggable: false,
    physicalId: ctx => generatedName(ctx),
    attributes: (_ctx, _properties, id) => ({ Id: id }),
  },
  {
    type: 'AWS::SQS::Queue',

    physicalId: (ctx, properties) =>
      `https://sqs.${ctx.region}.amazonaws.com/${ctx.accountId}/${
        text(properties.QueueName) ??
        `${generatedName(ctx, 74)}${
          isTrue(properties.FifoQueue) ? '.fifo' : ''
        }`
      }`,
    attributes: (ctx, _properties, url) => {
      const name = url.split('/').pop()!;
      return { Arn: arn(ctx, 'sqs', name), QueueName: name, QueueUrl: url };
    },
  },
  {
    type: 'AWS::SQS::QueuePolicy',
    taggable: false,
    physicalId: ctx => generatedName(ctx),
    attributes: (_ctx, _properties, id) => ({ Id: id }),
  },
];
