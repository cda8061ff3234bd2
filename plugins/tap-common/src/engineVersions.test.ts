import { newestVersion } from './engineVersions';

it.each([
  [['17.9'], '17.9'],
  [['17.9', '17.10'], '17.10'],
  [['17.10', '17.9', '17.10'], '17.10'],
  [['17.10', '18.1'], '18.1'],
] as Array<[[string, ...string[]], string]>)(
  'the newest version of %j is %s',
  (versions, newest) => {
    expect(newestVersion(...versions)).toBe(newest);
  },
);
