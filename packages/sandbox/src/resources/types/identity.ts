import { generatedName, iamArn, stableHex, text } from '../names';
import { Properties } from '../ResourceHandler';
import { SimpleResourceType } from '../SimpleResourceType';

/** IAM resources. */
export const IDENTITY_TYPES: SimpleResourceType[] = [
  {
    type: 'AWS::IAM::Role',
    physicalId: (ctx, properties) =>
      text(properties.RoleName) ?? generatedName(ctx, 64),
    attributes: (ctx, properties, name) => ({
      Arn: iamArn(ctx, `role${path(properties)}${name}`),
      RoleId: `AROA${stableHex(ctx, 'role', 16).toUpperCase()}`,
    }),
  },
  {
    type: 'AWS::IAM::InstanceProfile',
    taggable: false,
    physicalId: (ctx, properties) =>
      text(properties.InstanceProfileName) ?? generatedName(ctx, 128),
    attributes: (ctx, properties, name) => ({
      Arn: iamArn(ctx, `instance-profile${path(properties)}${name}`),
    }),
  },
];

function path({ Path }: Properties): string {
  return text(Path) ?? '/';
}
