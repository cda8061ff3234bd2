import { CLOUDWATCH } from './cloudWatch';
import { EC2 } from './ec2/ec2';
import { iamService } from './iam';
import { KMS } from './kms';
import { PRICING } from './pricing';
import { RDS } from './rds/rds';
import { SECRETS_MANAGER } from './secretsManager';
import { Service } from '../protocol/ServiceOperations';
import { SERVICE_QUOTAS_SERVICE } from './serviceQuotas';
import { SSM } from './ssm';
import { Authorizer } from '../iam/Authorizer';
import { sts } from './sts';

/**
 * The services of the sandbox in addition to CloudFormation.
 *
 * @param iam - undefined if the sandbox does not enforce IAM
 */
export function services(iam?: Authorizer): Service[] {
  return [
    sts(iam),
    iamService(iam),
    SECRETS_MANAGER,
    RDS,
    EC2,
    SSM,
    KMS,
    SERVICE_QUOTAS_SERVICE,
    PRICING,
    CLOUDWATCH,
  ];
}
