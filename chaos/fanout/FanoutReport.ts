/** What a fan-out measured; written as JSON with exactly these keys. */
export interface FanoutReport {
  /** Deployments that ended well. */
  ended: number;
  failed: number;
  /** Longest delay from a stack's end to the portal's telling of it, in seconds. */
  maxNoticeSeconds: number;
  /** AWS calls of the portal, those that were throttled included. */
  callsPerDeployment: number;
  /** Largest resident set of the back end. */
  peakRssBytes: number;
}
