import { randomUUID } from 'node:crypto';
import { EvaluationScope } from '../template/EvaluationScope';
import { evaluate, evaluateCondition } from '../template/evaluate';
import { parseTemplate } from '../template/parseTemplate';
import { resourceGraph } from '../template/resourceGraph';
import { parameterValues } from '../template/resolveParameters';
import { Template } from '../template/Template';
import { validationError } from '../validationError';
import {
  Phase,
  ResourceRecord,
  ResourceStatus,
  StackDefinition,
  StackOperation,
  StackOutput,
  StackRecord,
  StackStatus,
} from '../StackRecord';
import { EngineParts } from './EngineParts';

/**
 * The view of one operation on its stack: reads the current records, and
 * changes them together with their events.
 */
export class StackSession {
  readonly operationId: string;
  private readonly templates = new Map<string, Template>();
  /** Cached by parameters, because every definition has its own list. */
  private readonly scopes = new WeakMap<object, EvaluationScope>();
  private readonly graphs = new WeakMap<object, Map<string, string[]>>();

  /**
   * @param signal - aborted when another operation supersedes this one (cancel,
   *   delete)
   */
  constructor(
    readonly parts: EngineParts,
    readonly stackId: string,
    readonly signal: AbortSignal,
    readonly isClosing: () => boolean,
  ) {
    this.operationId = this.operation.id;
  }

  get stack(): StackRecord {
    return this.parts.stacks.get(this.stackId)!;
  }

  get operation(): StackOperation {
    return this.stack.operation!;
  }

  /** Whether another operation or phase has superseded this one. */
  superseded(phase: Phase): boolean {
    const { operation } = this.stack;
    return operation?.id !== this.operationId || operation.phase !== phase;
  }

  template(definition: StackDefinition = this.stack): Template {
    const { templateBody } = definition;
    let template = this.templates.get(templateBody);
    if (!template) {
      template = parseTemplate(templateBody);
      this.templates.set(templateBody, template);
    }
    return template;
  }

  resources(): ResourceRecord[] {
    return this.parts.stacks.resources(this.stackId);
  }

  resource(logicalId: string): ResourceRecord | undefined {
    return this.parts.stacks.resource(this.stackId, logicalId);
  }

  putResource(record: ResourceRecord): ResourceRecord {
    return this.parts.stacks.putResource(this.stackId, {
      ...record,
      updatedAt: new Date().toISOString(),
    });
  }

  /** Changes the status of a resource and records the event. */
  resourceEvent(
    record: ResourceRecord,
    status: ResourceStatus,
    reason?: string,
    properties?: Record<string, unknown>,
    physicalId: string = record.physicalId ?? '',
  ): ResourceRecord {
    const next = this.putResource({ ...record, status, statusReason: reason });
    this.addEvent(record.logicalId, record.type, physicalId, status, {
      reason,
      properties,
    });
    return next;
  }

  /** Records an event about an object that no longer belongs to the resource. */
  looseEvent(
    record: ResourceRecord,
    physicalId: string,
    status: ResourceStatus,
    reason?: string,
  ): void {
    this.addEvent(record.logicalId, record.type, physicalId, status, {
      reason,
    });
  }

  /** Changes the status of the stack and records the event. */
  stackEvent(
    status: StackStatus,
    reason?: string,
    patch: Partial<StackRecord> = {},
  ): void {
    const stack = this.stack;
    this.addEvent(stack.name, 'AWS::CloudFormation::Stack', stack.id, status, {
      reason,
    });
    this.parts.stacks.put({
      ...stack,
      status,
      statusReason: reason,
      ...patch,
    });
  }

  /** Moves to another phase of the operation, or ends it. */
  next(
    phase: Phase | undefined,
    status: StackStatus,
    reason?: string,
    patch: Partial<StackRecord> = {},
  ): void {
    const { operation } = this.stack;
    this.stackEvent(status, reason, {
      ...patch,
      operation: phase && operation && { ...operation, phase },
    });
  }

  /** The scope in which intrinsic functions of this stack are evaluated. */
  scope(definition: StackDefinition = this.stack): EvaluationScope {
    let scope = this.scopes.get(definition.parameters);
    if (!scope) {
      scope = this.createScope(definition);
      this.scopes.set(definition.parameters, scope);
    }
    return scope;
  }

  /** The resources whose condition holds, each with its dependencies. */
  graph(definition: StackDefinition = this.stack): Map<string, string[]> {
    let graph = this.graphs.get(definition.parameters);
    if (!graph) {
      graph = resourceGraph(this.scope(definition));
      this.graphs.set(definition.parameters, graph);
    }
    return graph;
  }

  outputs(): StackOutput[] {
    const scope = this.scope();
    return Object.entries(scope.template.Outputs)
      .filter(
        ([, { Condition }]) =>
          Condition === undefined || evaluateCondition({ Condition }, scope),
      )
      .map(([key, output]) => ({
        key,
        value: String(evaluate(output.Value, scope) ?? ''),
        description: output.Description,
        exportName:
          output.Export && String(evaluate(output.Export.Name, scope)),
      }));
  }

  private createScope(definition: StackDefinition): EvaluationScope {
    const template = this.template(definition);
    const { accountId, region, name, id } = this.stack;
    return {
      template,
      accountId,
      region,
      stackName: name,
      stackId: id,
      notificationArns: definition.notificationArns,
      parameters: parameterValues(template, definition.parameters),
      conditions: {},
      ref: logicalId => this.ref(logicalId),
      getAtt: (logicalId, attribute) => this.getAtt(logicalId, attribute),
    };
  }

  private ref(logicalId: string): unknown {
    const physicalId = this.resource(logicalId)?.current?.physicalId;
    if (physicalId === undefined) {
      throw validationError(
        `Template error: unresolved dependency ${logicalId}: the resource does not exist`,
      );
    }
    return physicalId;
  }

  private getAtt(logicalId: string, attribute: string): unknown {
    const record = this.resource(logicalId);
    const attributes = record?.current?.attributes ?? {};
    if (!Object.hasOwn(attributes, attribute)) {
      throw validationError(
        `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`,
      );
    }
    return attributes[attribute];
  }

  private addEvent(
    logicalId: string,
    type: string,
    physicalId: string,
    status: ResourceStatus | StackStatus,
    extra: { reason?: string; properties?: Record<string, unknown> },
  ): void {
    const { operation, name } = this.stack;
    this.parts.stacks.addEvent({
      eventId:
        type === 'AWS::CloudFormation::Stack'
          ? randomUUID()
          : `${logicalId}-${randomUUID()}`,
      stackId: this.stackId,
      stackName: name,
      operationId: operation?.id,
      operationType: operation?.type,
      logicalId,
      physicalId,
      type,
      timestamp: new Date().toISOString(),
      status,
      reason: extra.reason,
      properties: extra.properties && JSON.stringify(extra.properties),
      token: operation?.token,
    });
  }
}
