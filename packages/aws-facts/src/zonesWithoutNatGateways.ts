/**
 * IDs of availability zones that have no NAT gateways: `CreateNatGateway` ends with `NotAvailableInZone`. EC2 has no API that
 * lists them. Source: https://github.com/aws/aws-cdk/issues/5847, read in November 2026.
 */
export const ZONES_WITHOUT_NAT_GATEWAYS: readonly string[] = ['apne1-az3'];
