import { Alert } from '@backstage/ui';
import { Environment } from '@tap/plugin-tap-common';
import { attentionOf } from '../../lib/attention';

/** Alerts for what needs attention. Renders nothing if nothing does. */
export function AttentionAlerts(props: { environment: Environment }) {
  return (
    <>
      {attentionOf(props.environment).map(({ description, status, title }) => (
        <Alert
          description={description}
          icon
          key={title}
          status={status}
          title={title}
        />
      ))}
    </>
  );
}
