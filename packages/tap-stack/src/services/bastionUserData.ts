/** Versions of the PostgreSQL client in the packages of Amazon Linux 2023. */
const PACKAGED_CLIENTS = ['18', '17', '16', '15'];

/** The only CloudWatch namespace that the bastion can publish to. */
export const BASTION_METRICS_NAMESPACE = 'TAP/Bastion';

/** Input of the start-up script. */
export interface BastionUserDataProps {
  majorVersion: string;
  logGroupName: string;
  /** Whether the CloudWatch agent publishes memory and disk usage, as custom metrics. */
  hasMetrics: boolean;
}

/**
 * The start-up script of the bastion: installs a PostgreSQL client of the
 * database's version (or the newest available, which is compatible with older
 * servers), and the CloudWatch agent for the start-up log, memory and disk.
 */
export function bastionUserData(props: BastionUserDataProps): string {
  const clients = [
    props.majorVersion,
    ...PACKAGED_CLIENTS.filter(version => version !== props.majorVersion),
  ];
  return [
    '#!/bin/bash',
    `for v in ${clients.join(
      ' ',
    )}; do dnf install -y "postgresql$v" && break; done`,
    'dnf install -y amazon-cloudwatch-agent',
    'agent=/opt/aws/amazon-cloudwatch-agent',
    `cat > $agent/etc/tap.json <<'EOF'`,
    agentConfiguration(props),
    'EOF',
    '$agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:$agent/etc/tap.json',
    '',
  ].join('\n');
}

const METRICS = {
  metrics: {
    namespace: BASTION_METRICS_NAMESPACE,
    append_dimensions: { InstanceId: '${aws:InstanceId}' },
    metrics_collected: {
      mem: { measurement: ['mem_used_percent'] },
      disk: { measurement: ['disk_used_percent'], resources: ['/'] },
    },
  },
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html */
function agentConfiguration({
  hasMetrics,
  logGroupName,
}: BastionUserDataProps): string {
  return JSON.stringify({
    ...(hasMetrics && METRICS),
    logs: {
      logs_collected: {
        files: {
          collect_list: [
            {
              file_path: '/var/log/cloud-init-output.log',
              log_group_name: logGroupName,
              log_stream_name: '{instance_id}/start-up',
            },
          ],
        },
      },
    },
  });
}
