import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';

/** A titled group of fields or facts. */
export function FormSection(props: { title: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <Card aria-labelledby={titleId} role="group">
      <CardHeader>
        <Text as="h3" id={titleId} variant="title-x-small">
          {props.title}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          {props.children}
        </Flex>
      </CardBody>
    </Card>
  );
}
