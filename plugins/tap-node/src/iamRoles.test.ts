import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { IAM_LIMITS, sizeOf, splitPolicy } from '../dev/iam/splitPolicy';

const FILE = resolve(__dirname, '../../../docs/iam/roles.yaml');

/** Every value as long as the template allows it. */
const LONGEST: Record<string, string> = {
  'AWS::Partition': 'aws-us-gov',
  'AWS::AccountId': '111122223333',
  TrustedPrincipal: `arn:aws-us-gov:iam::444455556666:role/${'r'.repeat(64)}`,
  ExternalId: 'e'.repeat(64),
  RolePath: `/${'p'.repeat(62)}/`,
  ServiceRoleName: 's'.repeat(64),
  BoundaryName: 'b'.repeat(128),
};

/** The resources of roles.yaml, with the values of {@link LONGEST}. */
function resources(): Record<string, any> {
  const sub = {
    tag: '!Sub',
    resolve: (text: string) =>
      text.replace(/\$\{([^}]+)\}/g, (_, name) => LONGEST[name] ?? name),
  };
  return parse(readFileSync(FILE, 'utf8'), { customTags: [sub] }).Resources;
}

describe('docs/iam/roles.yaml', () => {
  it('fits into the limits of IAM', () => {
    const { PortalRole, ServiceRole, ...others } = resources();
    const [{ PolicyDocument }] = PortalRole.Properties.Policies;
    expect(PortalRole.Properties.Policies).toHaveLength(1);
    expect(sizeOf(PolicyDocument)).toBeLessThanOrEqual(
      IAM_LIMITS.inlinePoliciesOfRole,
    );
    expect(ServiceRole.Properties.ManagedPolicyArns.length).toBeLessThanOrEqual(
      IAM_LIMITS.managedPoliciesOfRole,
    );
    const managed = Object.entries(others).filter(
      ([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy',
    );
    for (const [name, { Properties }] of managed) {
      expect(`${name}: ${sizeOf(Properties.PolicyDocument)}`).toBe(
        `${name}: ${Math.min(
          sizeOf(Properties.PolicyDocument),
          IAM_LIMITS.managedPolicy,
        )}`,
      );
    }
  });

  it('gives the service role every part of its policy', () => {
    const found = resources();
    const parts = Object.keys(found).filter(name =>
      name.startsWith('ServicePolicy'),
    );
    expect(
      found.ServiceRole.Properties.ManagedPolicyArns.map(
        ({ Ref }: { Ref: string }) => Ref,
      ),
    ).toEqual(parts);
    const sids = parts.flatMap(name =>
      found[name].Properties.PolicyDocument.Statement.map(
        ({ Sid }: { Sid: string }) => Sid,
      ),
    );
    const document = JSON.parse(
      readFileSync(resolve(FILE, '../service-role.json'), 'utf8'),
    );
    expect(sids).toEqual(
      document.Statement.map(({ Sid }: { Sid: string }) => Sid),
    );
  });

  it('keeps what CloudFormation needs for existing environments', () => {
    for (const [name, { DeletionPolicy }] of Object.entries(resources())) {
      expect({ name, DeletionPolicy }).toEqual({
        name,
        DeletionPolicy: name === 'PortalRole' ? undefined : 'Retain',
      });
    }
  });

  it('splits a policy only between statements', () => {
    const statement = (Sid: string, count: number) => ({
      Sid,
      Effect: 'Allow' as const,
      Action: Array.from({ length: count }, (_, index) => `ec2:Action${index}`),
      Resource: ['*'],
    });
    const Statement = [
      statement('A', 200),
      statement('B', 200),
      statement('C', 1),
    ];
    expect(
      splitPolicy({ Version: '2012-10-17', Statement }).map(part =>
        part.Statement.map(({ Sid }) => Sid),
      ),
    ).toEqual([['A'], ['B', 'C']]);
  });
});

/** cfn-lint is a Python program, not a dependency of this package: `pip install cfn-lint`. */
const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;

/** Skipped without cfn-lint, because the suite installs only npm packages. */
(hasCfnLint ? describe : describe.skip)('cfn-lint', () => {
  // The other partitions in `./tap verify`: cfn-lint takes seconds of CPU time.
  it.each(
    ['us-east-1', 'cn-north-1', 'us-gov-west-1'].slice(
      0,
      process.env.TAP_VERIFY ? undefined : 1,
    ),
  )('has no findings in roles.yaml in %s', async region => {
    const output = await new Promise<string>(done =>
      // It exits with an error if there are findings.
      execFile('cfn-lint', ['--regions', region, '--', FILE], (_, stdout) =>
        done(stdout),
      ),
    );
    expect(output).toBe('');
  });
});
