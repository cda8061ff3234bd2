import {
  findInstanceClass,
  instanceClasses,
  instanceClassMemoryBytes,
} from './instanceClasses';

describe('instance classes', () => {
  it.each([
    ['db.t4g.micro', 1, 2],
    ['db.t4g.medium', 4, 2],
    ['db.t3.large', 8, 2],
    ['db.m7g.large', 8, 2],
    ['db.m8g.2xlarge', 32, 8],
    ['db.r7g.xlarge', 32, 4],
    ['db.r8g.48xlarge', 1536, 192],
  ])('%s has %i GiB and %i vCPUs', (name, memoryGiB, vCpus) => {
    expect(findInstanceClass(name)).toMatchObject({
      memoryMiB: memoryGiB * 1024,
      vCpus,
    });
  });

  it.each(['db.m9g.large', 'db.t4g.huge', 'm7g.large', 'db.t3.4xlarge'])(
    '%s is unknown',
    name => {
      expect(findInstanceClass(name)).toBeUndefined();
    },
  );

  it('leave less memory for PostgreSQL than the class has', () => {
    const shares = instanceClasses().map(
      each => instanceClassMemoryBytes(each) / (each.memoryMiB * 1024 * 1024),
    );
    expect(Math.min(...shares)).toBe(0.75);
    expect(Math.max(...shares)).toBeCloseTo(0.93);
  });
});
