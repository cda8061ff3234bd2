import { SERVICE_QUOTAS } from '@tap/aws-facts';
import { quotaOf } from '../AccountSettings';
import { AwsError } from '../protocol/AwsError';
import { Service } from '../protocol/ServiceOperations';
import { arn } from '../resources/names';

/** Service Quotas: the quotas of EC2 that environments use. */
export const SERVICE_QUOTAS_SERVICE: Service = {
  name: 'servicequotas',
  protocol: 'json',
  targetPrefix: 'ServiceQuotasV20190624',
  permissions: (_operation, { ServiceCode, QuotaCode }, ctx) => ({
    resources: {
      'servicequotas:quota': [
        { arn: arn(ctx, 'servicequotas', `${ServiceCode}/${QuotaCode}`) },
      ],
    },
  }),
  operations: {
    GetServiceQuota: async ({ ServiceCode, QuotaCode }, ctx) => {
      const quota = SERVICE_QUOTAS.find(
        ({ serviceCode, quotaCode }) =>
          serviceCode === ServiceCode && quotaCode === QuotaCode,
      );
      if (!quota) {
        throw new AwsError(
          'NoSuchResourceException',
          'The request failed because the specified service quota does not exist.',
        );
      }
      return {
        Quota: {
          ServiceCode,
          QuotaCode,
          QuotaArn: arn(ctx, 'servicequotas', `${ServiceCode}/${QuotaCode}`),
          QuotaName: quota.what,
          Value: quotaOf(quota.quotaCode, ctx.settings),
          Unit: 'None',
          Adjustable: true,
          GlobalQuota: false,
        },
      };
    },
  },
};
