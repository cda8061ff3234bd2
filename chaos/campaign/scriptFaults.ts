import { FaultSpec, SandboxProcess } from '../processes/SandboxProcess';
import { LifecyclePlan } from './planLifecycles';

/** Call faults throughout a campaign. The portal's rate can exceed the limit of AWS. */
const CALL_FAULTS: FaultSpec[] = [
  { kind: 'throttle', callsPerSecond: 5 },
  { kind: 'drop', when: 'before', probability: 0.02 },
  { kind: 'drop', when: 'after', probability: 0.03 },
  { kind: 'late', milliseconds: 1500, probability: 0.04 },
  { kind: 'stale', seconds: 6, probability: 0.04 },
  {
    kind: 'error',
    code: 'ServiceUnavailable',
    httpStatus: 503,
    probability: 0.01,
  },
];

/** Adds all faults of a campaign. */
export async function scriptFaults(
  sandbox: SandboxProcess,
  plans: LifecyclePlan[],
  seed: number,
): Promise<void> {
  await sandbox.seed(seed);
  for (const fault of CALL_FAULTS) {
    await sandbox.addFault(fault);
  }
  for (const { suffix, failures } of plans) {
    for (const failure of failures) {
      await sandbox.addFault({
        kind: 'failResource',
        stack: `^TapStack-${suffix}$`,
        ...failure,
        count: 1,
      });
    }
  }
}
