import { text, texts } from '../names';
import { Properties, ResourceContext } from '../ResourceHandler';
import { findStored, newRecord, store } from '../StoredResource';

const LOG_GROUP = 'AWS::Logs::LogGroup';

/**
 * RDS creates missing log groups for its exports, without a key or a retention.
 * They belong to no stack and remain after its deletion:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
 */
export function createMissingLogGroups(
  ctx: ResourceContext,
  identifier: string,
  properties: Properties,
): void {
  const exported = texts(properties.EnableCloudwatchLogsExports).map(
    log => `/aws/rds/instance/${identifier}/${log}`,
  );
  const monitoring =
    Number(text(properties.MonitoringInterval) ?? 0) > 0
      ? ['RDSOSMetrics']
      : [];
  for (const name of [...exported, ...monitoring]) {
    if (!findStored(ctx.world, LOG_GROUP, name)) {
      const byRds = { ...ctx, tags: {}, stackId: '', stackName: 'rds' };
      const made = { LogGroupName: name };
      store(ctx.world, newRecord(byRds, LOG_GROUP, name, made, {}));
    }
  }
}
