import { updateRequirement } from '@tap/aws-facts';
import fs from 'node:fs';
import path from 'node:path';
import { resourceHandlers } from './index';
import {
  create,
  handlerOf,
  memoryWorld,
  testContext,
} from './__testUtils__/resources';

const SANDBOX = path.resolve(__dirname, '..');
/** It lists the types of all templates of TapStack. */
const TAP_STACK_TEST = path.resolve(
  __dirname,
  '../../../tap-stack/src/TapStack.test.ts',
);

const TOPIC = 'AWS::SNS::Topic';
const LOG_GROUP = 'AWS::Logs::LogGroup';

describe('the resource types', () => {
  it('have one handler each', () => {
    const types = resourceHandlers().map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
  });

  it('are each in a template of TapStack, or in a test of the sandbox that needs it', () => {
    const texts = [
      fs.readFileSync(TAP_STACK_TEST, 'utf8'),
      ...fs
        .readdirSync(SANDBOX, { recursive: true, encoding: 'utf8' })
        .filter(file => file.endsWith('.test.ts'))
        .map(file => fs.readFileSync(path.join(SANDBOX, file), 'utf8')),
    ];
    const named = new Set(
      texts.flatMap(text => text.match(/AWS::\w+::\w+/g) ?? []),
    );
    const unused = resourceHandlers().filter(({ type }) => !named.has(type));
    expect(unused.map(({ type }) => type)).toEqual([]);
  });

  it('never replace a resource for its tags', () => {
    const replaced = resourceHandlers().filter(
      ({ type }) => updateRequirement(type, 'Tags') === 'replacement',
    );
    expect(replaced).toEqual([]);
  });
});

describe('a simple resource', () => {
  it('14.1 has a generated name with the stack name and a random suffix', async () => {
    await expect(create(memoryWorld(), LOG_GROUP, 'FlowLogs')).resolves.toEqual(
      {
        physicalId: 'TapStack-test-FlowLogs-ABCDEFGHIJKL',
        attributes: {
          Arn: 'arn:aws:logs:us-east-1:000000000000:log-group:TapStack-test-FlowLogs-ABCDEFGHIJKL:*',
        },
      },
    );
  });

  it('shortens a name to the limit of the type and keeps the suffix', async () => {
    const { physicalId } = await create(
      memoryWorld(),
      'AWS::IAM::Role',
      'AVeryLongLogicalIdOfARoleThatNobodyWouldWriteByHand0123456789',
    );
    expect(physicalId).toHaveLength(64);
    expect(physicalId).toMatch(/^TapStack-test-AVery.*-ABCDEFGHIJKL$/);
  });

  it('reports its physical ID as soon as it exists', async () => {
    const world = memoryWorld();
    const seen: unknown[] = [];
    const ctx = testContext(world, 'Topic', {
      initiated: id => seen.push(['initiated', id, world.list(TOPIC).length]),
      wait: async seconds => {
        seen.push(['waits', seconds]);
      },
    });

    const { physicalId } = await handlerOf(TOPIC).create(ctx, {});

    expect(seen).toEqual([
      ['initiated', physicalId, 1],
      ['waits', 10],
    ]);
  });

  it('is adopted when its creation is repeated after a crash', async () => {
    const world = memoryWorld();
    const first = await create(world, TOPIC, 'Topic');

    await expect(create(world, TOPIC, 'Topic')).resolves.toEqual(first);
    expect(world.list(TOPIC)).toHaveLength(1);
  });

  it('14.2 is rejected if the name is taken', async () => {
    const world = memoryWorld();
    await create(world, LOG_GROUP, 'One', { LogGroupName: '/aws/mine' });

    await expect(
      create(world, LOG_GROUP, 'Two', { LogGroupName: '/aws/mine' }),
    ).rejects.toMatchObject({
      reason: `Resource of type 'AWS::Logs::LogGroup' with identifier '/aws/mine' already exists.`,
      handlerErrorCode: 'AlreadyExists',
    });
  });

  it('has the tags of its stack and its own, which take precedence', async () => {
    const world = memoryWorld();
    await create(world, TOPIC, 'Topic', {
      Tags: [
        { Key: 'tap:suffix', Value: 'own' },
        { Key: 'Name', Value: 'topic' },
      ],
    });
    expect(world.list(TOPIC)).toMatchObject([
      { tags: { 'tap:suffix': 'own', Name: 'topic' } },
    ]);
  });

  it('is changed by an update, keeps its ID and has no drift', async () => {
    const world = memoryWorld();
    const handler = handlerOf('AWS::SSM::Parameter');
    const ctx = testContext(world, 'Metadata');
    const { physicalId } = await handler.create(ctx, {
      Type: 'String',
      Value: 'before',
    });

    await expect(
      handler.update(
        ctx,
        physicalId,
        { Type: 'String', Value: 'after' },
        { Type: 'String', Value: 'before' },
      ),
    ).resolves.toEqual({
      physicalId,
      attributes: { Type: 'String', Value: 'after' },
    });
    await expect(handler.drift!(ctx, physicalId, {})).resolves.toEqual({
      Type: 'String',
      Value: 'after',
    });
  });

  it('is deleted, also if the deletion is repeated', async () => {
    const world = memoryWorld();
    const handler = handlerOf(TOPIC);
    const ctx = testContext(world, 'Topic');
    const { physicalId } = await handler.create(ctx, {});

    await handler.delete(ctx, physicalId, {});
    await handler.delete(ctx, physicalId, {});

    expect(world.list(TOPIC)).toEqual([]);
    await expect(handler.drift!(ctx, physicalId, {})).rejects.toMatchObject({
      handlerErrorCode: 'NotFound',
    });
  });
});
