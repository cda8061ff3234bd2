import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LogGroup } from '../storage/LogGroup';
import { databaseLogGroupName, EXPORTED_LOGS } from '../props/names';

/** Properties of {@link InstanceLogGroups}. */
export interface InstanceLogGroupsProps {
  identifier: string;
  keyArn: string;
}

/**
 * The log groups of an instance's log exports. They are created before the
 * instance, otherwise RDS creates them without encryption and retention period.
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

  /** Makes the instance depend on its log groups. */
  precede(instance: CfnResource): void {
    for (const resource of this.resources) {
      instance.addResourceDependency(resource);
    }
  }
}
