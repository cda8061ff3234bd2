import { Alert } from '@backstage/ui';
import { errorText } from '../lib/errorText';

/**
 * A request that failed.
 *
 * @param props - `title`: what was not done; `error`: why, undefined if nothing failed
 */
export function FailureAlert(props: { title: string; error: unknown }) {
  return props.error === undefined ? null : (
    <Alert
      description={errorText(props.error)}
      icon
      role="alert"
      status="danger"
      title={props.title}
    />
  );
}
