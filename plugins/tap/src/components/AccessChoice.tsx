import { Radio, RadioGroup } from '@backstage/ui';
import { Environment, replicaEndpoints } from '@tap/plugin-tap-common';
import { Access, hasRoles } from '../lib/connection';
import styles from './AccessChoice.module.css';

const LABELS: Record<Access, string> = {
  readWrite: 'Read and write',
  readOnly: 'Read only',
  owner: 'Owner of the schema',
  master: 'Master user',
};

/** The ways to connect that the environment has and the user may use; nothing if there is only one. */
export function AccessChoice(props: {
  access: Access;
  connectAsMaster: boolean;
  environment: Environment;
  onChange: (access: Access) => void;
}) {
  const { access, environment, onChange } = props;
  const hasReplicas = replicaEndpoints(environment.outputs!).length > 0;
  const choices: Access[] = hasRoles(environment)
    ? [
        'readWrite',
        'readOnly',
        'owner',
        ...(props.connectAsMaster ? ['master' as const] : []),
      ]
    : ['readWrite', ...(hasReplicas ? ['readOnly' as const] : [])];
  if (choices.length === 1) {
    return null;
  }
  return (
    <RadioGroup
      className={styles.choices}
      description={
        hasReplicas
          ? 'Read-only connections go to a read replica, which can lag behind the primary.'
          : undefined
      }
      label="Access"
      onChange={value => onChange(value as Access)}
      orientation="horizontal"
      value={access}
    >
      {choices.map(choice => (
        <Radio key={choice} value={choice}>
          {LABELS[choice]}
        </Radio>
      ))}
    </RadioGroup>
  );
}
