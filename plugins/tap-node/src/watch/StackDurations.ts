import { LoggerService } from '@backstage/backend-plugin-api';
import { StackOperation } from '@tap/plugin-tap-common';
import { criticalPath } from '@tap/aws-facts';
import { StackApi } from '../aws/StackApi';
import { parseTemplate } from '../stack';

/** How many operations are remembered. */
const MOST = 500;

/** Where the template of a stack is read. */
interface TemplateSource {
  stacks: Pick<StackApi, 'template'>;
  logger: LoggerService;
}

/**
 * How long CloudFormation typically needs for the operation in progress on a stack: the longest path through the
 * dependencies of its template, with the typical durations of `@tap/aws-facts`.
 */
export class StackDurations {
  /** Seconds by stack and operation; undefined while the template is read, and if it cannot be read. */
  private readonly known = new Map<string, number | undefined>();

  /**
   * Never waits for CloudFormation: the template is read once for each operation, in the background, for the next call.
   *
   * @returns seconds; undefined for an update, whose duration depends on the change, and if it is not known
   */
  of(
    source: TemplateSource,
    stackId: string,
    operation: StackOperation | undefined,
  ): number | undefined {
    if (operation === undefined || operation === 'update') {
      return undefined;
    }
    const key = `${operation} ${stackId}`;
    if (!this.known.has(key)) {
      this.remember(key, undefined);
      source.stacks
        .template(stackId)
        .then(body =>
          this.remember(
            key,
            criticalPath(parseTemplate(body), operation).seconds,
          ),
        )
        .catch(error =>
          source.logger.debug(
            `Failed to compute how long the operation on ${stackId} takes: ${error}`,
          ),
        );
    }
    return this.known.get(key);
  }

  private remember(key: string, seconds: number | undefined): void {
    this.known.delete(key);
    this.known.set(key, seconds);
    const oldest = this.known.keys().next().value;
    if (this.known.size > MOST && oldest !== undefined) {
      this.known.delete(oldest);
    }
  }
}
