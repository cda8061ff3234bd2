/**
 * The template creates IAM roles
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html).
 */
export const CAPABILITIES = ['CAPABILITY_IAM' as const];
