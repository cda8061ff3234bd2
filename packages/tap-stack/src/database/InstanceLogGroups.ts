import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LogGroup } from '../storage/LogGroup';
import { databaseLogGroupName, EXPORTED_LOGS } from '../props/names';

/** Whose logs, and under which key. */
export interface InstanceLogGroupsProps {
  identifier: string;
  keyArn: string;
}

/**
 * The groups of the logs that one instance exports. They are there before the
 * instance: RDS would otherwise make its own, unencrypted and for ever.
 */
export class InstanceLogGroups extends Construct {
  readonly resources: CfnResource[];

  constructor(scope: Construct, id: string, props: InstanceLogGroupsProps) {
    super(scope, id);
    this.resources = EXPORTED_LOGS.map(
      log =>
        new LogGroup(this, `${log[0].toUpperCase()}${log.slice(1)}`, {
          keyArn: props.keyArn,
          name: databaseLogGroupName(props.identifier, log),
        }).resource,
    );
  }

  /** Makes the instance wait for its groups. */
  precede(instance: CfnResource): void {
    for (const resource of this.resources) {
      instance.addResourceDependency(resource);
    }
  }
}
