import { EC2 } from './ec2/ec2';
import { KMS } from './kms';
import { RDS } from './rds/rds';
import { SECRETS_MANAGER } from './secretsManager';
import { Service } from '../protocol/ServiceOperations';
import { SSM } from './ssm';
import { STS } from './sts';

/** The services of the sandbox in addition to CloudFormation. */
export function services(): Service[] {
  return [STS, SECRETS_MANAGER, RDS, EC2, SSM, KMS];
}
