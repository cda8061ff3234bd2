import { sampleEnvironment } from '../__testUtils__/samples';
import { changedValues, currentValues, settingChanges } from './settingChanges';

const environment = sampleEnvironment({
  description: 'Orders',
  expiresAt: '2099-01-01T12:00:00Z',
});

describe('settingChanges', () => {
  it('lists only what differs, in words', () => {
    const changed = changedValues(
      {
        size: 'small',
        retention: 'snapshot',
        description: '',
        suffix: 'other',
      },
      currentValues(environment),
    );
    expect(
      settingChanges(environment, changed).map(
        ({ title, before, after }) => `${title}: ${before} → ${after}`,
      ),
    ).toEqual([
      'On teardown: Destroy everything → Keep one final snapshot',
      'Description: Orders → None',
    ]);
  });

  it('states that a protected environment no longer expires', () => {
    expect(
      settingChanges(environment, { retention: 'retain' }).at(-1),
    ).toMatchObject({ title: 'Lifetime', after: 'Does not expire' });
  });
});
