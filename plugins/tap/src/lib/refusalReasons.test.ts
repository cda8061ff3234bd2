import { isOverSnapshots, refusalReasons } from './refusalReasons';

describe('refusalReasons', () => {
  it('takes the refusal of a preflight apart', () => {
    expect(
      refusalReasons(
        "'orders' was not torn down, and nothing was destroyed: The database tapstack-orders has read replicas that were added by hand: copy-1.a, copy-2. Delete or promote them first. Snapshots taken by hand become unreadable: s-1. Copy them under another key, or tear down with acknowledgeLostSnapshots: true.",
      ),
    ).toEqual([
      'The database tapstack-orders has read replicas that were added by hand: copy-1.a, copy-2.',
      'Delete or promote them first.',
      'Snapshots taken by hand become unreadable: s-1.',
      'Copy them under another key, or give them up below.',
    ]);
  });

  it('leaves any other refusal as it is', () => {
    const message = 'only members of group:default/payments may';
    expect(refusalReasons(message)).toEqual([message]);
    expect(isOverSnapshots(message)).toBe(false);
  });
});
