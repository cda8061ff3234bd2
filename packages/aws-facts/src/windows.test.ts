import { partOfWindow, windowProblem } from './windows';

describe('windowProblem', () => {
  it.each([
    {},
    { backup: '02:00-02:30' },
    { maintenance: 'Sun:23:45-Mon:00:15' },
    { backup: '23:45-00:15', maintenance: 'mon:00:15-mon:00:45' },
    { backup: '00:00-04:00', maintenance: 'sun:04:00-sun:08:00' },
  ])('accepts %j', windows => {
    expect(windowProblem(windows)).toBeUndefined();
  });

  it.each([
    [{ backup: '2:00-3:00' }, 'backup', 'format', '02:00-03:00'],
    [{ backup: '02:00-24:00' }, 'backup', 'format', '02:00-03:00'],
    [{ backup: 'sun:02:00-sun:03:00' }, 'backup', 'format', '02:00-03:00'],
    [{ backup: '02:00-02:29' }, 'backup', 'length', '02:00-03:00'],
    [{ backup: '02:00-02:00' }, 'backup', 'length', '02:00-03:00'],
    [
      { maintenance: '02:00-03:00' },
      'maintenance',
      'format',
      'sun:04:00-sun:08:00',
    ],
    [
      { maintenance: 'so:02:00-so:03:00' },
      'maintenance',
      'format',
      'sun:04:00-sun:08:00',
    ],
    [
      { maintenance: 'sun:23:45-mon:00:14' },
      'maintenance',
      'length',
      'sun:04:00-sun:08:00',
    ],
    [
      { backup: '04:15-04:45', maintenance: 'sun:04:30-sun:05:00' },
      'backup',
      'overlap',
      '05:00-05:30',
    ],
    [
      { backup: '04:00-06:00', maintenance: 'wed:04:30-wed:05:00' },
      'backup',
      'overlap',
      '05:00-05:30',
    ],
    [
      { backup: '00:00-00:30', maintenance: 'sun:23:45-mon:00:15' },
      'backup',
      'overlap',
      '00:15-00:45',
    ],
    [
      { backup: '23:45-00:30', maintenance: 'mon:00:15-mon:00:45' },
      'backup',
      'overlap',
      '00:45-01:15',
    ],
  ])('rejects %j', (windows, window, kind, example) => {
    expect(windowProblem(windows)).toEqual({
      window,
      kind,
      example,
      rule: expect.any(String),
    });
  });

  it('names the rule', () => {
    expect(windowProblem({ backup: 'night' })!.rule).toBe(
      "'night' must have the format hh24:mi-hh24:mi, in UTC",
    );
    expect(windowProblem({ backup: '02:00-02:10' })!.rule).toBe(
      "'02:00-02:10' must be at least 30 minutes long",
    );
  });
});

describe('partOfWindow', () => {
  const KEYS = Array.from({ length: 200 }, (_, index) => `orders-${index}`);

  it('is 30 minutes within the window, the same for the same key', () => {
    expect(new Set(KEYS.map(key => partOfWindow('22:00-01:00', key)))).toEqual(
      new Set([
        '22:00-22:30',
        '22:30-23:00',
        '23:00-23:30',
        '23:30-00:00',
        '00:00-00:30',
        '00:30-01:00',
      ]),
    );
    expect(
      new Set(KEYS.map(key => partOfWindow('sun:23:00-mon:00:45', key))),
    ).toEqual(
      new Set([
        'sun:23:00-sun:23:30',
        'sun:23:30-mon:00:00',
        'mon:00:00-mon:00:30',
      ]),
    );
  });

  it('is the window itself if that is 30 minutes long', () => {
    expect(partOfWindow('02:00-02:30', 'orders')).toBe('02:00-02:30');
  });

  it('does not change between releases, because a change modifies every instance', () => {
    expect(
      partOfWindow('sun:04:00-sun:08:00', 'orders-dev'),
    ).toMatchInlineSnapshot(`"sun:05:00-sun:05:30"`);
    expect(partOfWindow('00:00-04:00', 'orders-dev')).toMatchInlineSnapshot(
      `"01:00-01:30"`,
    );
  });
});
