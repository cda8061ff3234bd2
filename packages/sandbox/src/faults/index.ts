export { FaultInjector } from './FaultInjector';
export type { CallPlan, ResourceOccasion } from './FaultInjector';
export type {
  ActiveFault,
  Drop,
  ErrorAnswer,
  FailResource,
  Fault,
  Late,
  Stale,
  Throttle,
} from './Fault';
