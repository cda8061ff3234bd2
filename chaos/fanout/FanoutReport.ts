/** The result of a fan-out, written as JSON with these keys. */
export interface FanoutReport {
  /** Deployments that succeeded. */
  ended: number;
  failed: number;
  /** Longest delay in seconds from the end of a stack operation to its report by the portal. */
  maxNoticeSeconds: number;
  /** AWS calls of the portal, including throttled ones. */
  callsPerDeployment: number;
  /** Maximum resident set size of the back end. */
  peakRssBytes: number;
}
