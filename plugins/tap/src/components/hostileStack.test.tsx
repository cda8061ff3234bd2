import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderCard } from '../__testUtils__/renderCard';
import {
  sampleEnvironment,
  sampleEvent,
  sampleOperation,
} from '../__testUtils__/samples';
import { DriftCard } from './DriftCard';
import { OutputsCard } from './OutputsCard';
import { OverviewCard } from './OverviewCard';
import { ActivityTab } from './environment/ActivityTab';
import { AttentionAlerts } from './environment/AttentionAlerts';
import { ResourcesTab } from './environment/ResourcesTab';

/** Text that any user who may create stacks in the account can put into a stack. */
const HOSTILE =
  '<img src=x onerror="window.hacked=1"> <script>window.hacked=1</script> ![x](https://attacker.example/p.png) [x](javascript:window.hacked=1) ${{ secrets.token }}';

const environment = sampleEnvironment({
  stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
  statusReason: HOSTILE,
  description: HOSTILE,
  requestedBy: HOSTILE,
  engineVersion: HOSTILE,
  outputs: {
    ...sampleEnvironment().outputs!,
    [HOSTILE]: HOSTILE,
    // eslint-disable-next-line no-script-url -- what an attacker writes
    Link: 'javascript:window.hacked=1',
    Huge: 'a'.repeat(100_000),
  },
});

const answers = {
  getEnvironment: async () => environment,
  getProgress: async () => ({
    environment,
    done: 0,
    total: 0,
    events: [
      sampleEvent(HOSTILE, 'UPDATE_FAILED', {
        resourceType: HOSTILE,
        physicalId: HOSTILE,
        reason: HOSTILE,
      }),
    ],
  }),
  getOperations: async () => [
    sampleOperation({
      environment,
      initiator: HOSTILE,
      plan: [HOSTILE],
      outcome: 'failed' as const,
      reason: HOSTILE,
    }),
  ],
  getResources: async () => [
    {
      logicalId: HOSTILE,
      resourceType: HOSTILE,
      physicalId: HOSTILE,
      status: HOSTILE,
      reason: HOSTILE,
    },
  ],
  detectDrift: async () => ({
    status: 'drifted' as const,
    checkedAt: '2026-11-20T12:00:00Z',
    resources: [
      {
        logicalId: HOSTILE,
        resourceType: HOSTILE,
        physicalId: HOSTILE,
        status: 'modified' as const,
        differences: [{ path: HOSTILE, expected: HOSTILE, actual: HOSTILE }],
      },
    ],
  }),
};

describe('text of a stack', () => {
  it.each([
    ['outputs', <OutputsCard />, /Show the outputs/],
    ['reasons', <AttentionAlerts environment={environment} />, undefined],
    ['events and operations', <ActivityTab />, /Last events/],
    ['resources', <ResourcesTab />, undefined],
    ['drift', <DriftCard />, /Check|Detect/],
    ['overview', <OverviewCard />, undefined],
  ])('is rendered as text, not as markup: %s', async (_, card, button) => {
    renderCard(card, answers);
    if (button) {
      await userEvent.click(
        await screen.findByRole('button', { name: button }),
      );
    }
    const shown = await screen.findAllByText(
      (_text, element) =>
        element?.children.length === 0 &&
        Boolean(element.textContent?.includes('onerror="window.hacked=1"')),
    );
    expect(shown.length).toBeGreaterThan(0);
    expect(document.querySelector('img, script')).toBeNull();
    expect(
      document.querySelector('[href^="javascript:"], [href^="http"]'),
    ).toBeNull();
    expect(window).not.toHaveProperty('hacked');
  });
});
