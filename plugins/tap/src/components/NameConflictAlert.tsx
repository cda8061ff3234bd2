import { Alert } from '@backstage/ui';

/**
 * States that an environment is not in the catalog because another entity has its name, and what to do.
 *
 * @param props - `entityRef` of the name; `location` of the other entity
 */
export function NameConflictAlert(props: {
  suffix: string;
  entityRef: string;
  location: string;
}) {
  const { entityRef, location, suffix } = props;
  return (
    <Alert
      description={`The environment ${suffix} works, but the catalog does not contain it: the entity ${entityRef} from ${location} has its name. Ask an administrator to rename or remove that entity.`}
      icon
      role="alert"
      status="danger"
      title="Another catalog entity has the name of an environment"
    />
  );
}
