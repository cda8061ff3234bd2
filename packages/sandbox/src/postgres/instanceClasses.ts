/** The resources of an RDS instance class. */
export interface InstanceClass {
  /** For example `db.m7g.large`. */
  name: string;
  memoryMiB: number;
  vCpus: number;
  architecture: 'arm64' | 'x86_64';
}

const BURSTABLE_SIZES: Record<string, [memoryGiB: number, vCpus: number]> = {
  micro: [1, 2],
  small: [2, 2],
  medium: [4, 2],
  large: [8, 2],
  xlarge: [16, 4],
  '2xlarge': [32, 8],
};

/**
 * vCPUs of the sizes that are not burstable; memory per vCPU depends on the
 * family.
 */
const STEADY_SIZES: Record<string, number> = {
  large: 2,
  xlarge: 4,
  '2xlarge': 8,
  '4xlarge': 16,
  '8xlarge': 32,
  '12xlarge': 48,
  '16xlarge': 64,
};

const LARGEST_SIZES: Record<string, number> = {
  '24xlarge': 96,
  '48xlarge': 192,
};

interface Family {
  architecture: InstanceClass['architecture'];
  sizes: Record<string, [memoryGiB: number, vCpus: number]>;
}

function steady(
  architecture: Family['architecture'],
  memoryGiBPerVCpu: number,
  sizes: Record<string, number>,
): Family {
  return {
    architecture,
    sizes: Object.fromEntries(
      Object.entries(sizes).map(([size, vCpus]) => [
        size,
        [vCpus * memoryGiBPerVCpu, vCpus],
      ]),
    ),
  };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html */
const FAMILIES: Record<string, Family> = {
  t3: { architecture: 'x86_64', sizes: BURSTABLE_SIZES },
  t4g: { architecture: 'arm64', sizes: BURSTABLE_SIZES },
  m6g: steady('arm64', 4, STEADY_SIZES),
  m7g: steady('arm64', 4, STEADY_SIZES),
  m8g: steady('arm64', 4, { ...STEADY_SIZES, ...LARGEST_SIZES }),
  r6g: steady('arm64', 8, STEADY_SIZES),
  r7g: steady('arm64', 8, STEADY_SIZES),
  r8g: steady('arm64', 8, { ...STEADY_SIZES, ...LARGEST_SIZES }),
};

/**
 * Finds an instance class.
 *
 * @param name - for example `db.t4g.micro`
 * @returns undefined for an unknown class
 */
export function findInstanceClass(name: string): InstanceClass | undefined {
  const [, family, size] = /^db\.([a-z0-9]+)\.([a-z0-9]+)$/.exec(name) ?? [];
  const found = family && size ? FAMILIES[family]?.sizes[size] : undefined;
  if (!found) {
    return undefined;
  }
  const [memoryGiB, vCpus] = found;
  return {
    name,
    memoryMiB: memoryGiB * 1024,
    vCpus,
    architecture: FAMILIES[family].architecture,
  };
}

/** Every class that {@link findInstanceClass} knows. */
export function instanceClasses(): InstanceClass[] {
  return Object.entries(FAMILIES).flatMap(([family, { sizes }]) =>
    Object.keys(sizes).map(size => findInstanceClass(`db.${family}.${size}`)!),
  );
}

/**
 * The value of `DBInstanceClassMemory` in parameter formulas: the memory of the
 * class without the part for the operating system and the processes of RDS. AWS
 * does not publish this part. Instances show about 256 MiB on the smallest
 * classes and 7 % on the others, which is subtracted here:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ParamValuesRef.html
 *
 * @returns bytes
 */
export function instanceClassMemoryBytes(instanceClass: InstanceClass): number {
  const reservedMiB = Math.max(256, instanceClass.memoryMiB * 0.07);
  return Math.floor((instanceClass.memoryMiB - reservedMiB) * 1024 * 1024);
}
