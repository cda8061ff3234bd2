import { LoggerService } from '@backstage/backend-plugin-api';
import { ResourceProgress, StackOperation } from '@tap/plugin-tap-common';
import { criticalPath, operationSeconds } from '@tap/aws-facts';
import { StackApi } from '../aws/StackApi';
import { parseTemplate } from '../stack';
import { operationPace } from './operationPace';

/** How many operations are remembered. */
const MOST = 500;

/** Where the template of a stack is read. */
interface TemplateSource {
  stacks: Pick<StackApi, 'template'>;
  logger: LoggerService;
}

/** What the estimates of one operation are computed from. */
interface KnownDurations {
  /** Of the operation. */
  seconds: number;
  /** Of its resources, by logical ID. */
  resources: ReadonlyMap<string, number>;
}

/**
 * How long CloudFormation needs for the operation in progress on a stack: the longest path through the dependencies of its
 * template, with the typical durations of `@tap/aws-facts`, at the pace of the resources that are complete.
 */
export class StackDurations {
  /** By stack and operation; undefined while the template is read, and if it cannot be read. */
  private readonly known = new Map<string, KnownDurations | undefined>();

  /**
   * Never waits for CloudFormation: the template is read once for each operation, in the background, for the next call.
   *
   * @param events - of the operation, oldest first
   * @returns seconds; undefined for an update, whose duration depends on the change, and if it is not known
   */
  of(
    source: TemplateSource,
    stackId: string,
    operation: StackOperation | undefined,
    events: readonly ResourceProgress[],
  ): number | undefined {
    if (operation === undefined || operation === 'update') {
      return undefined;
    }
    const key = `${operation} ${stackId}`;
    if (!this.known.has(key)) {
      this.remember(key, undefined);
      source.stacks
        .template(stackId)
        .then(body => {
          const template = parseTemplate(body);
          this.remember(key, {
            seconds: criticalPath(template, operation).seconds,
            resources: new Map(
              Object.entries(template.Resources ?? {}).map(
                ([logicalId, resource]) => [
                  logicalId,
                  operationSeconds(resource, operation),
                ],
              ),
            ),
          });
        })
        .catch(error =>
          source.logger.debug(
            `Failed to compute how long the operation on ${stackId} takes: ${error}`,
          ),
        );
    }
    const typical = this.known.get(key);
    return (
      typical &&
      Math.round(
        typical.seconds * operationPace(typical.resources, operation, events),
      )
    );
  }

  private remember(key: string, durations: KnownDurations | undefined): void {
    this.known.delete(key);
    this.known.set(key, durations);
    const oldest = this.known.keys().next().value;
    if (this.known.size > MOST && oldest !== undefined) {
      this.known.delete(oldest);
    }
  }
}
