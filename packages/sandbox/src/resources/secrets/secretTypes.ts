import { arn, stableHex, text } from '../names';
import {
  Properties,
  ResourceContext,
  ResourceFailure,
} from '../ResourceHandler';
import { SimpleResourceType } from '../SimpleResourceType';
import { findStored, StoredResource } from '../StoredResource';
import { generateSecretString } from './generateSecretString';
import {
  findSecret,
  readSecretValue,
  removeSecretValue,
  SECRET,
  writeSecretValue,
} from './secretValue';

const DATABASE = 'AWS::RDS::DBInstance';
/** The property from which the current value of a secret was created. */
const CREATED_FROM = 'secret-made-from';

/** Secrets with generated values, and their attachment to a database. */
export const SECRET_TYPES: SimpleResourceType[] = [
  {
    type: SECRET,
    physicalId: (ctx, properties) =>
      arn(
        ctx,
        'secretsmanager',
        `secret:${
          text(properties.Name) ?? `${ctx.logicalId}-${ctx.suffix}`
        }-${stableHex(ctx, 'secret', 6)}`,
      ),
    attributes: (_ctx, _properties, id) => ({ Id: id }),
    check: rejectTakenName,
    stored: giveValue,
    removed: ({ world }, { physicalId }) => {
      removeSecretValue(world, physicalId);
      world.remove(CREATED_FROM, physicalId);
    },
  },
  {
    type: 'AWS::SecretsManager::SecretTargetAttachment',
    taggable: false,
    physicalId: (_ctx, properties) => String(properties.SecretId),
    attributes: (_ctx, _properties, id) => ({ Id: id }),
    check: rejectMissingEnds,
    stored: (ctx, { properties }) => {
      changeJson(ctx, properties, value => ({
        ...value,
        ...connection(ctx, properties),
      }));
    },
    removed: (ctx, { properties }) => {
      changeJson(
        ctx,
        properties,
        ({ host, port, engine, dbname, dbInstanceIdentifier, ...rest }) => rest,
      );
    },
  },
];

function rejectTakenName(ctx: ResourceContext, { Name }: Properties): void {
  const name = text(Name);
  const holder = name ? findSecret(ctx.world, name) : undefined;
  const isOwn =
    holder?.stackId === ctx.stackId && holder.logicalId === ctx.logicalId;
  if (holder && !isOwn) {
    throw new ResourceFailure(
      `The operation failed because the secret ${name} already exists.`,
      'AlreadyExists',
    );
  }
}

/** The value changes only if the property that it was created from changes. */
function giveValue(
  { world }: ResourceContext,
  { physicalId, properties }: StoredResource,
): void {
  const { SecretString, GenerateSecretString = {} } = properties;
  const source = JSON.stringify(SecretString ?? GenerateSecretString);
  if (world.get<string>(CREATED_FROM, physicalId) !== source) {
    writeSecretValue(
      world,
      physicalId,
      text(SecretString) ??
        generateSecretString(GenerateSecretString as Properties),
    );
    world.put(CREATED_FROM, physicalId, source);
  }
}

function rejectMissingEnds(
  { world }: ResourceContext,
  { SecretId, TargetId }: Properties,
): void {
  if (!findSecret(world, String(SecretId))) {
    throw new ResourceFailure(
      "Secrets Manager can't find the specified secret.",
      'NotFound',
    );
  }
  if (!findStored(world, DATABASE, String(TargetId).toLowerCase())) {
    throw new ResourceFailure(
      `The database instance ${TargetId} was not found.`,
      'NotFound',
    );
  }
}

/**
 * The members that an attachment adds to the secret:
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html#reference_secret_json_structure_rds-postgres
 */
function connection({ world }: ResourceContext, { TargetId }: Properties) {
  const database = findStored(world, DATABASE, String(TargetId).toLowerCase())!;
  return {
    engine: 'postgres',
    host: database.attributes['Endpoint.Address'],
    port: Number(database.attributes['Endpoint.Port']),
    dbname: text(database.properties.DBName),
    dbInstanceIdentifier: database.physicalId,
  };
}

function changeJson(
  { world }: ResourceContext,
  { SecretId }: Properties,
  change: (value: Properties) => Properties,
): void {
  const secret = findSecret(world, String(SecretId));
  const value = secret && readSecretValue(world, secret.physicalId);
  if (value) {
    const changed = JSON.stringify(change(JSON.parse(value.secretString)));
    writeSecretValue(world, value.arn, changed);
  }
}
