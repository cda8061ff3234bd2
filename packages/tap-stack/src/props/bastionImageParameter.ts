/**
 * AWS's public SSM parameter with the newest image of Amazon Linux 2023 for arm64, which the bastion is made for. It is
 * the same in every account and region.
 * https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli
 *
 * @public
 */
export const BASTION_IMAGE_PARAMETER =
  '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';
