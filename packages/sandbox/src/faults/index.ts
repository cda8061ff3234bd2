export { FaultInjector } from './FaultInjector';
export type { CallPlan, FaultTarget } from './FaultInjector';
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
