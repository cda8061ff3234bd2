/**
 * TapStack as the stack module of a portal, by the contract `StackModule` of `@tap/plugin-tap-node`
 * (docs/STACK-MODULE.md). It does not load aws-cdk-lib: only its synthesizer does.
 *
 * @packageDocumentation
 */

export { describe } from './describe';
export type { ReplicaDescription, TemplateDescription } from './describe';
export type { TemplateOptions } from './optionsOf';
export type { Template, TemplateResource } from './Template';
export type {
  DatabaseWindows,
  ExistingNetwork,
  SharedBastion,
  TapStackProps,
} from '../props/TapStackProps';
export {
  rotateCredentials,
  type CredentialsRotation,
} from '../access/rotateCredentials';
export { settle } from './settle';
export { standbyParameters } from './standbyParameters';
export { BASTION_IMAGE_PARAMETER as imageParameter } from '../props/bastionImageParameter';
export { BASTION_INSTANCE_TYPE as hostInstanceType } from '../props/bastionInstanceType';
export { defaultEgress } from '../props/egress';
export type { Egress } from '../props/egress';
export {
  DEFAULT_SIZE as defaultSize,
  defaultBackupRetentionDays,
  requiredZones,
  SIZE_FIELDS as sizeFields,
  SIZES as sizes,
} from '../props/sizes';
export type { SizeName, SizeSpec, StackRetention } from '../props/sizes';

/** Subpath of this package with `synthesize`. @public */
export const synthesizer = '@tap/stack/synthesize';
