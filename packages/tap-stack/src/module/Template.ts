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
export function primaryDatabase(template: Template): string | undefined {
  return databases(template, false)[0];
}

/** @returns logical IDs of the database instances that replicate another one */
export function readReplicas(template: Template): string[] {
  return databases(template, true);
}

function databases(
  { Resources = {} }: Template,
  areReplicas: boolean,
): string[] {
  return Object.keys(Resources).filter(logicalId => {
    const { Type, Properties } = Resources[logicalId];
    const isReplica = Properties?.SourceDBInstanceIdentifier !== undefined;
    return Type === 'AWS::RDS::DBInstance' && isReplica === areReplicas;
  });
}
