import { createHash } from 'node:crypto';

import { ResourceContext } from './ResourceHandler';

type Identity = Pick<
  ResourceContext,
  'stackId' | 'stackName' | 'logicalId' | 'suffix'
>;

/** Who made an object: the same for a creation that is run again after a crash. */
export function ownerOf(ctx: Identity): string {
  return `${ctx.stackId}/${ctx.logicalId}/${ctx.suffix}`;
}

/**
 * A hexadecimal string that is random to look at and the same whenever a
 * creation is run again.
 *
 * @param purpose - keeps several IDs of one resource apart
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

/** An ID as EC2 makes them: `vpc-0a1b2c3d4e5f60718`. */
export function ec2Id(ctx: Identity, prefix: string): string {
  return `${prefix}-0${stableHex(ctx, prefix, 16)}`;
}

/** A UUID, as KMS keys and subscriptions have. */
export function stableUuid(ctx: Identity, purpose: string): string {
  const hex = stableHex(ctx, purpose, 32);
  return hex.replace(/^(.{8})(.{4}).(.{3})(.{4})(.{12}).*$/, '$1-$2-4$3-$4-$5');
}

/**
 * The name that CloudFormation makes for a resource without one:
 * `<stack>-<logical ID>-<12 characters>`, shortened to what the type allows.
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

/** The ARN of something in the resource's own account and region. */
export function arn(
  ctx: Pick<ResourceContext, 'region' | 'accountId'>,
  service: string,
  resource: string,
): string {
  return `arn:aws:${service}:${ctx.region}:${ctx.accountId}:${resource}`;
}

/** The ARN of something in IAM, which has no region. */
export function iamArn(
  ctx: Pick<ResourceContext, 'accountId'>,
  resource: string,
): string {
  return `arn:aws:iam::${ctx.accountId}:${resource}`;
}

/** A property as text; undefined when it is absent or empty. */
export function text(value: unknown): string | undefined {
  return value === undefined || value === '' ? undefined : String(value);
}

/** A property as a list of text. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** A property as truth: templates write it as a boolean or as text. */
export function truth(value: unknown): boolean {
  return value === true || value === 'true';
}
