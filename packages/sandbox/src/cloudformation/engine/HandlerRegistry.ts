import { ResourceHandler } from '../../resources/ResourceHandler';
import { Template } from '../template/Template';
import { validationError } from '../validationError';

const CUSTOM = 'AWS::CloudFormation::CustomResource';

/** Handlers by resource type. */
export class HandlerRegistry {
  private readonly byType: Map<string, ResourceHandler>;

  constructor(handlers: readonly ResourceHandler[]) {
    this.byType = new Map(handlers.map(handler => [handler.type, handler]));
  }

  /** @throws AwsError `ValidationError` for an unknown type */
  get(type: string): ResourceHandler {
    const handler = this.find(type);
    if (!handler) {
      throw unrecognized([type]);
    }
    return handler;
  }

  /** @throws AwsError `ValidationError` naming the unknown types */
  demandAll(template: Template): void {
    const types = this.unrecognizedTypes(template);
    if (types.length > 0) {
      throw unrecognized(types);
    }
  }

  unrecognizedTypes(template: Template): string[] {
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    return [...new Set(types)].filter(type => !this.find(type));
  }

  private find(type: string): ResourceHandler | undefined {
    return (
      this.byType.get(type) ??
      (type.startsWith('Custom::') ? this.byType.get(CUSTOM) : undefined)
    );
  }
}

function unrecognized(types: string[]) {
  return validationError(
    `Template format error: Unrecognized resource types: [${types.join(', ')}]`,
  );
}
