import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link, Skeleton, Text } from '@backstage/ui';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { tapApiRef } from '../api';
import { environmentRef } from '../lib/environmentFacts';
import { entityResource } from '../lib/entityResource';
import { useOptions, targetOf } from '../hooks/useOptions';
import { environmentRouteRef } from '../routes';
import { EnvironmentCard } from './EnvironmentCard';
import { Facts } from './Facts';
import { ReadProblem } from './ReadProblem';

/** Endpoint, class, ARN and console link of a database, replica, bastion, key or bucket, and its environment. */
export function ResourceEntityCard() {
  const { entity } = useEntity();
  const api = useApi(tapApiRef);
  const ref = environmentRef(entity);
  const { suffix, target } = ref;
  const href = useRouteRef(environmentRouteRef)?.(ref);
  const { value: options } = useOptions();
  const { error, loading, retry, value } = useAsyncRetry(async () => {
    const [environment, resources] = await Promise.all([
      api.getEnvironment({ suffix, target }),
      api.getResources({ suffix, target }),
    ]);
    return { environment, resources };
  }, [api, suffix, target]);
  const size = targetOf(options, target)?.sizes.find(
    ({ name }) => name === value?.environment.size,
  );
  const resource = value && entityResource(entity, value);
  return (
    <EnvironmentCard title="Resource">
      {loading && <Skeleton height={120} width="100%" />}
      {error && (
        <ReadProblem
          error={error}
          onRetry={retry}
          title="The resource could not be read"
        />
      )}
      {value && !resource && (
        <Text>
          The stack of the environment does not contain this resource.
        </Text>
      )}
      {resource && (
        <Facts
          facts={[
            {
              label: 'Environment',
              value: href && <Link href={href}>{suffix}</Link>,
            },
            ...resource.facts,
            {
              label: 'Class',
              value: resource.isDatabase ? size?.instanceClass : undefined,
            },
            { label: 'State', value: resource.status },
            {
              label: 'AWS console',
              value: resource.consoleUrl && (
                <Link href={resource.consoleUrl} target="_blank">
                  Open in the AWS console
                </Link>
              ),
            },
            {
              label: 'ARN',
              value: resource.arn,
              copy: resource.arn,
              isWide: true,
            },
          ]}
        />
      )}
    </EnvironmentCard>
  );
}
