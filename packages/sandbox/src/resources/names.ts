import { createHash } from 'node:crypto';

import { ResourceContext } from './ResourceHandler';

type Identity = Pick<
  ResourceContext,
  'stackId' | 'stackName' | 'logicalId' | 'suffix'
>;

/**
 * The owner of an object: the same for a creation that is repeated after a
 * crash.
 */
export function ownerOf(ctx: Identity): string {
  return `${ctx.stackId}/${ctx.logicalId}/${ctx.suffix}`;
}

/**
 * A hexadecimal string that looks random and is stable when a creation is
 * repeated.
 *
 * @param purpose - distinguishes several IDs of one resource
 */
export function stableHex(
  ctx: Identity,
  purpose: string,
  length: number,
): string {
  return createHash('sha256')
    .update(`${ownerOf(ctx)}/${purpose}`)
    .digest('hex')
    .slice(0, length);
}

/** An ID in the format of EC2: `vpc-0a1b2c3d4e5f60718`. */
export function ec2Id(ctx: Identity, prefix: string): string {
  return `${prefix}-0${stableHex(ctx, prefix, 16)}`;
}

/** A UUID, as for KMS keys and subscriptions. */
export function stableUuid(ctx: Identity, purpose: string): string {
  const hex = stableHex(ctx, purpose, 32);
  return hex.replace(/^(.{8})(.{4}).(.{3})(.{4})(.{12}).*$/, '$1-$2-4$3-$4-$5');
}

/**
 * The name that CloudFormation generates for a resource without one:
 * `<stack>-<logical ID>-<12 characters>`, shortened to the limit of the type.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
export function generatedName(ctx: Identity, maxLength = 255): string {
  const room = maxLength - ctx.suffix.length - 2;
  const half = Math.floor(room / 2);
  const left = room - Math.min(half, ctx.stackName.length);
  const logicalId = ctx.logicalId.slice(0, left);
  const stackName = ctx.stackName.slice(0, room - logicalId.length);
  return `${stackName}-${logicalId}-${ctx.suffix}`;
}

/** The ARN of an object in the resource's account and region. */
export function arn(
  ctx: Pick<ResourceContext, 'region' | 'accountId'>,
  service: string,
  resource: string,
): string {
  return `arn:aws:${service}:${ctx.region}:${ctx.accountId}:${resource}`;
}

/** The ARN of an IAM object, which has no region. */
export function iamArn(
  ctx: Pick<ResourceContext, 'accountId'>,
  resource: string,
): string {
  return `arn:aws:iam::${ctx.accountId}:${resource}`;
}

/** A property as a string; undefined if absent or empty. */
export function text(value: unknown): string | undefined {
  return value === undefined || value === '' ? undefined : String(value);
}

/** A property as a list of strings. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** A property as a boolean; templates contain booleans or strings. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
