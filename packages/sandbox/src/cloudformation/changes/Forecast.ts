import { changeOf } from '../engine/changeOf';
import { CloudFormationParts } from '../operations/CloudFormationParts';
import { EvaluationScope } from '../template/EvaluationScope';
import { evaluate } from '../template/evaluate';
import { parseTemplate } from '../template/parseTemplate';
import { parameterValues } from '../template/resolveParameters';
import { resourceGraph } from '../template/resourceGraph';
import { Template, TemplateResource } from '../template/Template';
import { ResourceRecord, StackDefinition, StackRecord } from '../StackRecord';
import { ResourceChange } from './ChangeSetRecord';
import { describeAdd, describeModify } from './describeChange';
import { ResourceForecast } from './ResourceForecast';

/** Placeholder for a value that is known only after execution, as on AWS. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/**
 * Evaluates a new template twice, with known values only and with possible
 * values, resource by resource in dependency order.
 */
export class Forecast {
  readonly order: string[];
  private readonly template;
  private previous: Template | undefined;
  private readonly added = new Set<string>();
  private readonly replaced = new Set<string>();
  private readonly modified = new Set<string>();
  private readonly certainScope: EvaluationScope;
  private readonly possibleScope: EvaluationScope;

  constructor(
    private readonly parts: CloudFormationParts,
    private readonly stack: StackRecord,
    private readonly definition: StackDefinition,
    private readonly records: ReadonlyMap<string, ResourceRecord>,
  ) {
    this.template = parseTemplate(definition.templateBody);
    this.certainScope = this.createScope(false);
    this.possibleScope = this.createScope(true);
    this.order = topological(resourceGraph(this.certainScope));
  }

  changeOf(logicalId: string): ResourceChange[] {
    const resource = this.template.Resources[logicalId];
    const record = this.records.get(logicalId);
    if (!record?.current) {
      this.added.add(logicalId);
      return [
        describeAdd(logicalId, resource, this.properties(resource, true)),
      ];
    }
    const forecast: ResourceForecast = {
      resource,
      record,
      current: record.current,
      certain: this.predict(resource, record, false),
      possible: this.predict(resource, record, true),
    };
    this.previous ??= parseTemplate(this.stack.templateBody);
    const before = this.previous.Resources[logicalId];
    const change = describeModify(forecast, before, {
      changedParameters: this.changedParameters(),
      touched: new Set([...this.added, ...this.replaced, ...this.modified]),
      before: this.stack,
      after: this.definition,
    });
    if (!change) {
      return [];
    }
    if (forecast.possible.change.createOnly.length > 0) {
      this.replaced.add(logicalId);
    } else {
      this.modified.add(logicalId);
    }
    return [change];
  }

  private predict(
    resource: TemplateResource,
    record: ResourceRecord,
    pessimistic: boolean,
  ): ResourceForecast['certain'] {
    const properties = this.properties(resource, pessimistic);
    const handler = this.parts.handlers.get(record.type);
    return {
      properties,
      change: changeOf(handler, record.current!, {
        properties,
        stackTags: this.definition.tags,
        metadata: resource.Metadata,
      }),
    };
  }

  private properties(
    { Properties = {} }: TemplateResource,
    pessimistic: boolean,
  ): Record<string, unknown> {
    const scope = pessimistic ? this.possibleScope : this.certainScope;
    return evaluate(Properties, scope) as Record<string, unknown>;
  }

  private changedParameters(): Set<string> {
    const before = new Map(
      this.stack.parameters.map(p => [p.key, p.resolved ?? p.value]),
    );
    return new Set(
      this.definition.parameters
        .filter(p => before.get(p.key) !== (p.resolved ?? p.value))
        .map(({ key }) => key),
    );
  }

  private createScope(pessimistic: boolean): EvaluationScope {
    const { accountId, region, name, id } = this.stack;
    const unknown = (logicalId: string) =>
      this.added.has(logicalId) ||
      (pessimistic && this.replaced.has(logicalId));
    return {
      template: this.template,
      accountId,
      region,
      stackName: name,
      stackId: id,
      notificationArns: this.definition.notificationArns,
      parameters: parameterValues(this.template, this.definition.parameters),
      conditions: {},
      ref: logicalId =>
        unknown(logicalId)
          ? KNOWN_AFTER_APPLY
          : this.records.get(logicalId)?.current?.physicalId ??
            KNOWN_AFTER_APPLY,
      getAtt: (logicalId, attribute) =>
        unknown(logicalId) || (pessimistic && this.modified.has(logicalId))
          ? KNOWN_AFTER_APPLY
          : this.records.get(logicalId)?.current?.attributes[attribute] ??
            KNOWN_AFTER_APPLY,
    };
  }
}

function topological(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const order = new Set<string>();
  const visit = (node: string) => {
    if (!order.has(node) && graph.has(node)) {
      graph.get(node)!.forEach(visit);
      order.add(node);
    }
  };
  [...graph.keys()].forEach(visit);
  return [...order];
}
