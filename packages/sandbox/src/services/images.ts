import { createHash } from 'node:crypto';

/** A machine image of the sandbox. */
export interface MachineImage {
  imageId: string;
  name: string;
  architecture: 'arm64' | 'x86_64';
  /** Public SSM parameter that contains its ID. */
  parameter: string;
  /** ISO 8601 */
  createdAt: string;
}

const ARCHITECTURES = ['arm64', 'x86_64'] as const;
const FLAVOURS = [
  'al2023-ami-kernel-default',
  'al2023-ami-minimal-kernel-default',
];

/**
 * Amazon Linux 2023, by the public parameters of its newest images:
 * https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli
 */
export function amazonLinuxImages(): MachineImage[] {
  return FLAVOURS.flatMap(flavour =>
    ARCHITECTURES.map(architecture => {
      const name = `${flavour}-${architecture}`;
      const hex = createHash('sha256').update(name).digest('hex');
      return {
        imageId: `ami-0${hex.slice(0, 16)}`,
        name,
        architecture,
        parameter: `/aws/service/ami-amazon-linux-latest/${name}`,
        createdAt: '2026-01-01T00:00:00.000Z',
      };
    }),
  );
}
