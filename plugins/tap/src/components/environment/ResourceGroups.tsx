import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Button,
  Flex,
} from '@backstage/ui';
import { EnvironmentResource } from '@tap/plugin-tap-common';
import { useState } from 'react';
import { groupSummary, needsAttention } from '../../lib/groupSummary';
import { RESOURCE_GROUPS, resourceGroup } from '../../lib/resourceTypes';
import { EnvironmentCard } from '../EnvironmentCard';
import { ResourceTable } from './ResourceTable';

/**
 * The resources of a stack in groups. A group is folded unless one of its resources failed, because a large environment has
 * more than a hundred resources.
 */
export function ResourceGroups(props: { resources: EnvironmentResource[] }) {
  const [opened, setOpened] = useState<Record<string, boolean>>({});
  const groups = RESOURCE_GROUPS.map(name => ({
    name,
    resources: props.resources.filter(
      ({ resourceType }) => resourceGroup(resourceType) === name,
    ),
  })).filter(({ resources }) => resources.length > 0);
  const isOpen = ({ name, resources }: (typeof groups)[number]) =>
    opened[name] ?? needsAttention(resources);
  const areAllOpen = groups.every(isOpen);
  return (
    <EnvironmentCard
      actions={
        <Button
          onPress={() =>
            setOpened(
              Object.fromEntries(groups.map(({ name }) => [name, !areAllOpen])),
            )
          }
          size="small"
          variant="tertiary"
        >
          {areAllOpen ? 'Collapse all' : 'Expand all'}
        </Button>
      }
      title={`Resources (${props.resources.length})`}
    >
      <Flex direction="column" gap="2">
        {groups.map(group => (
          <Accordion
            isExpanded={isOpen(group)}
            key={group.name}
            onExpandedChange={isExpanded =>
              setOpened(before => ({ ...before, [group.name]: isExpanded }))
            }
          >
            <AccordionTrigger
              subtitle={groupSummary(group.resources)}
              title={group.name}
            />
            <AccordionPanel>
              <ResourceTable label={group.name} resources={group.resources} />
            </AccordionPanel>
          </Accordion>
        ))}
      </Flex>
    </EnvironmentCard>
  );
}
