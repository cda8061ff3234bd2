import { creationSeconds, criticalPath } from '@tap/aws-facts';
import { SIZES, SizeName, synthesizeTemplate } from '@tap/stack';
import { Figure, Measurement } from '../Figure';

interface TemplateResource {
  Type: string;
  Properties: Record<string, unknown>;
}

/** Seconds that the creation of the stack typically takes, and those of its databases alone; nothing is deployed. */
function measure(size: SizeName): Measurement {
  const template: { Resources: Record<string, TemplateResource> } = JSON.parse(
    synthesizeTemplate({
      environmentSuffix: 'bench',
      env: { account: '000000000000', region: 'us-east-1' },
      availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
      bastionImageId: 'ami-0123456789abcdef0',
      size,
      retention: 'snapshot',
    }).templateBody,
  );
  const databases = Object.values(template.Resources).filter(
    ({ Type }) => Type === 'AWS::RDS::DBInstance',
  );
  const slowest = (isReplica: boolean) =>
    Math.max(
      0,
      ...databases
        .filter(
          ({ Properties }) =>
            isReplica === (Properties.SourceDBInstanceIdentifier !== undefined),
        )
        .map(creationSeconds),
    );
  return {
    ours: [criticalPath(template, 'create').seconds],
    theirs: [slowest(false) + slowest(true)],
  };
}

export const criticalPathFigures: Figure[] = (
  Object.keys(SIZES) as SizeName[]
).map(size => ({
  name: `critical-path-${size}`,
  what: `creation of ${size} at the pace of AWS / its primary and then its slowest replica alone`,
  unit: 's',
  target: { atMostTimes: 1.05 },
  measure: async () => measure(size),
}));
