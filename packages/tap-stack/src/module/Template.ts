/** A resource of a template. @public */
export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

/** A CloudFormation template, as parsed JSON. @public */
export interface Template {
  Resources?: Record<string, TemplateResource>;
}

/** @returns logical ID of the primary: the database instance that replicates no other; undefined if there is none */
export function primaryDatabase({
  Resources = {},
}: Template): string | undefined {
  return Object.keys(Resources).find(
    logicalId =>
      Resources[logicalId].Type === 'AWS::RDS::DBInstance' &&
      Resources[logicalId].Properties?.SourceDBInstanceIdentifier === undefined,
  );
}
