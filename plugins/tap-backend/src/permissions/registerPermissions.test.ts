import {
  mockCredentials,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { tapPermissions } from '@tap/plugin-tap-common';
import { environmentConditions } from '@tap/plugin-tap-node';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import request from 'supertest';
import tapPlugin from '../index';

describe('registerPermissions', () => {
  const path = '/api/tap/.well-known/backstage/permissions';
  const environments = new FakeEnvironmentService();
  let backend: TestBackend;

  beforeAll(async () => {
    environments.environments = [
      sampleEnvironment(),
      sampleEnvironment({ target: 'other', owner: 'user:default/jo' }),
    ];
    backend = await startTestBackend({
      features: [tapPlugin, environments.factory],
    });
  });

  afterAll(() => backend.stop());

  it('registers every permission and rule', async () => {
    const { body } = await request(backend.server).get(`${path}/metadata`);
    const names = (items: Array<{ name: string }>) => items.map(i => i.name);
    expect(names(body.permissions)).toEqual(names(tapPermissions));
    expect(names(body.rules)).toEqual([
      'IS_OWNER',
      'IS_TARGET',
      'HAS_RETENTION',
    ]);
  });

  it('applies conditions with one listing per target', async () => {
    const conditions = environmentConditions.isOwner({
      owners: ['group:default/payments'],
    });
    const ask = (id: string, resourceRef: string) => ({
      id,
      resourceRef,
      resourceType: conditions.resourceType,
      conditions,
    });

    const response = await request(backend.server)
      .post(`${path}/apply-conditions`)
      .set('Authorization', mockCredentials.service.header())
      .send({
        items: [
          ask('owned', 'main/orders'),
          ask('foreign', 'other/orders'),
          ask('absent', 'main/carts'),
          ask('elsewhere', 'nowhere/orders'),
          ask('malformed', 'orders'),
        ],
      });

    expect(response.body).toEqual({
      items: [
        { id: 'owned', result: 'ALLOW' },
        { id: 'foreign', result: 'DENY' },
        { id: 'absent', result: 'DENY' },
        { id: 'elsewhere', result: 'DENY' },
        { id: 'malformed', result: 'DENY' },
      ],
    });
    expect(environments.listed.sort()).toEqual(['main', 'other']);
  });
});
