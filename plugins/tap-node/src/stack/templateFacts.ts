/** A template's resources, as far as the engine looks into them. @internal */
export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
  DeletionPolicy?: string;
}

/** @internal */
export interface TemplateDocument {
  Resources?: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value?: unknown }>;
}

/** @internal */
export function parseTemplate(body: string): TemplateDocument {
  return JSON.parse(body) as TemplateDocument;
}

/** How many resources a template has. @internal */
export function resourceCount(template: TemplateDocument): number {
  return Object.keys(template.Resources ?? {}).length;
}

/**
 * Logical ID and declaration of the primary database: the DB instance that is nobody's replica.
 *
 * @internal
 */
export function primaryDatabase(
  template: TemplateDocument,
): [string, TemplateResource] | undefined {
  return Object.entries(template.Resources ?? {}).find(
    ([, resource]) =>
      resource.Type === 'AWS::RDS::DBInstance' &&
      resource.Properties?.SourceDBInstanceIdentifier === undefined,
  );
}

/**
 * The exact PostgreSQL version that a template names.
 *
 * @returns undefined where it names none, or only by reference
 * @internal
 */
export function engineVersionOf(
  template: TemplateDocument,
): string | undefined {
  const version = primaryDatabase(template)?.[1].Properties?.EngineVersion;
  return typeof version === 'string' ? version : undefined;
}
