import type { SizeSpec, StackRetention } from '../props/sizes';
import type { TapStackProps } from '../props/TapStackProps';
import {
  type SynthesizedTemplate,
  synthesizeTemplate,
} from '../synthesis/synthesizeTemplate';

export type { Egress } from '../props/egress';
export type { SizeName } from '../props/sizes';
export type {
  DatabaseWindows,
  ExistingNetwork,
  SharedBastion,
} from '../props/TapStackProps';
export type { SizeSpec, StackRetention, SynthesizedTemplate, TapStackProps };

/** What a portal makes a TapStack from. @public */
export interface PortalInput
  extends Omit<
    TapStackProps,
    | 'bastionImageId'
    | 'deletionProtection'
    | 'env'
    | 'environmentSuffix'
    | 'isSettled'
    | 'permissionsBoundary'
    | 'retention'
    | 'size'
    | 'stackName'
  > {
  accountId: string;
  region: string;
  stackName: string;
  suffix: string;
  size: SizeSpec;
  retention: StackRetention;
  /** AMI of the bastion, pinned. */
  imageId?: string;
  /** False while the stack is created: everything is then deleted with the stack. */
  isSettled: boolean;
}

/**
 * Makes the template for a portal.
 *
 * @throws TapStackPropsError if the input breaks a rule
 * @public
 */
export function synthesize({
  accountId,
  region,
  suffix,
  imageId,
  isSettled,
  ...props
}: PortalInput): SynthesizedTemplate {
  return synthesizeTemplate({
    ...props,
    env: { account: accountId, region },
    environmentSuffix: suffix,
    bastionImageId: imageId,
    deletionProtection: isSettled && props.retention === 'retain',
    isSettled,
  });
}
