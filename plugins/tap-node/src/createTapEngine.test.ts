import { ConfigReader } from '@backstage/config';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { mockLogger } from './__testUtils__/mockLogger';
import { mockLifecycle } from './__testUtils__/mockLifecycle';
import { createTapEngine } from './createTapEngine';

const target = (name: string, more: JsonObject = {}) => ({
  name,
  accountId: '000000000000',
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:4577',
  ...more,
});

const create = (tap: JsonObject) =>
  createTapEngine({
    config: new ConfigReader({ tap }),
    logger: mockLogger(),
    lifecycle: mockLifecycle(),
  });

describe('createTapEngine', () => {
  const targets = [target('dev'), target('prod', { default: true })];

  it('creates an engine that can be used', () => {
    const engine = create({ targets });
    expect(engine.unavailableReason).toBeUndefined();
    expect(engine.targetNames).toEqual(['prod', 'dev']);
  });

  describe('with a stack module that cannot be loaded', () => {
    const tap = { portal: 'acme', stack: { module: '@acme/gone' }, targets };
    const reason = /'@acme\/gone' cannot be loaded/;

    it('knows portal, targets and reason', async () => {
      const engine = create(tap);
      expect(engine.portal).toBe('acme');
      expect(engine.targetNames).toEqual(['prod', 'dev']);
      expect(engine.unavailableReason).toMatch(reason);
      await expect(engine.lastListing('dev')).resolves.toEqual({
        environments: [],
        isBeingRead: false,
        unreachable: {
          since: expect.stringMatching(/Z$/),
          cause: expect.stringMatching(reason),
        },
      });
    });

    it('rejects reads and operations, so that callers keep what they know', async () => {
      const engine = create(tap);
      const ref = { suffix: 'orders', target: 'dev' };
      const calls = [
        () => engine.list('dev'),
        () => engine.get(ref),
        () => engine.getByStackId('dev', 'arn'),
        () => engine.progress(ref),
        () => engine.resources(ref),
        () => engine.plan(ref, { owner: 'group:default/payments' }),
        () => engine.drift(ref),
        () => engine.price('dev', 'small'),
        () => engine.check('extend', { ...ref, expiresIn: '7d' }, {}),
        async () => engine.target('dev'),
        async () => engine.targets,
        async () => engine.backupRetentionDays('dev', 'small'),
        async () => engine.egress('dev', 'small'),
        async () => {
          for await (const event of engine.follow('dev', 'arn')) {
            throw new Error(`unexpected ${event.type}`);
          }
        },
      ];
      for (const call of calls) {
        const error = await call().catch(e => e);
        expect(error).toBeInstanceOf(ServiceUnavailableError);
        expect(error.message).toMatch(reason);
      }
    });

    it('still rejects an invalid target', () => {
      expect(() => create({ ...tap, targets: [target('Dev')] })).toThrow(
        InputError,
      );
    });
  });
});
