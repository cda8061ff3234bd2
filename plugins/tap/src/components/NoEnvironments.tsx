import { Card, CardBody, Flex, Text } from '@backstage/ui';
import { NewEnvironmentLink } from './NewEnvironmentLink';

/** The list before the first environment. */
export function NoEnvironments() {
  return (
    <Card>
      <CardBody>
        <Flex align="center" direction="column" gap="3" p="6">
          <Text as="h3" variant="title-x-small">
            There are no environments yet
          </Text>
          <Text as="p" color="secondary">
            An environment is a PostgreSQL database on AWS with a bastion host,
            a KMS key and a bucket.
          </Text>
          <NewEnvironmentLink />
        </Flex>
      </CardBody>
    </Card>
  );
}
