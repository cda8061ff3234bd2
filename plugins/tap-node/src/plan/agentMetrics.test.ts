import { synthesizeTemplate } from '@tap/stack';
import { agentMetrics } from './agentMetrics';

const configuration = (metrics: object) =>
  `#!/bin/bash\ncat > tap.json <<'EOF'\n${JSON.stringify({
    metrics: { metrics_collected: metrics },
  })}\nEOF\n`;

it.each([
  [{}, 0],
  [{ mem: { measurement: ['mem_used_percent'] } }, 1],
  [
    {
      mem: { measurement: ['mem_used_percent', 'mem_available'] },
      disk: { measurement: ['disk_used_percent'], resources: ['/'] },
    },
    3,
  ],
])('counts the measurements of %j', (metrics, expected) => {
  const text = configuration(metrics);
  expect(agentMetrics({ 'Fn::Base64': text })).toBe(expected);
  expect(
    agentMetrics({
      'Fn::Base64': { 'Fn::Join': ['', [text, { Ref: 'Logs' }]] },
    }),
  ).toBe(expected);
});

it('is 0 without a start-up script', () => {
  expect(agentMetrics(undefined)).toBe(0);
});

it.each([
  ['nat-gateway', 2],
  ['public-ip', 0],
] as const)('the bastion with egress %s has %s', (egress, expected) => {
  const { templateBody } = synthesizeTemplate({
    environmentSuffix: 'orders',
    egress,
  });
  const [bastion] = Object.values<any>(
    JSON.parse(templateBody).Resources,
  ).filter(({ Type }) => Type === 'AWS::EC2::Instance');
  expect(agentMetrics(bastion.Properties.UserData)).toBe(expected);
});
