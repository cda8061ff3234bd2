import { SizeOption } from '@tap/plugin-tap-common';

/**
 * Specification of a size, in short phrases.
 */
export function sizeSpecification(size: SizeOption): string[] {
  return [
    size.instanceClass,
    `${size.vcpus} vCPU`,
    `${size.memoryGiB} GiB memory`,
    `${size.storageGiB} GiB storage`,
    size.multiAz ? 'Multi-AZ' : 'one AZ',
    replicas(size.readReplicas),
  ];
}

function replicas(count: number): string {
  if (count === 0) {
    return 'no read replica';
  }
  return count === 1 ? '1 read replica' : `${count} read replicas`;
}
