/** List prices of one region, in US dollars. */
export interface PriceList {
  /** Where the prices come from and of which date, for people. */
  source: string;
  /** One hour of a single-AZ PostgreSQL instance; undefined where the class is not listed. */
  databaseHour(instanceClass: string): number | undefined;
  /** One GiB of gp3 database storage for a month. */
  databaseStorage: number;
  /** One GiB of backup storage for a month, which a snapshot of a deleted database uses. */
  backupStorage: number;
  /** One hour of an on-demand Linux instance; undefined where the type is not listed. */
  hostHour(instanceType: string): number | undefined;
  /** One GiB of a gp3 volume for a month. */
  volumeStorage: number;
  natGatewayHour: number;
  publicAddressHour: number;
  keyMonth: number;
  secretMonth: number;
  alarmMonth: number;
  /** One custom metric, or one metric of detailed monitoring, for a month. */
  metricMonth: number;
}
