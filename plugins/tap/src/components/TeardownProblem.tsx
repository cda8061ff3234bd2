import { Alert } from '@backstage/ui';
import { errorText } from '../lib/errorText';
import { refusalReasons } from '../lib/refusalReasons';

/** Why a teardown was not started: all that stands in its way, one by one. */
export function TeardownProblem(props: { error: unknown }) {
  const reasons = refusalReasons(errorText(props.error));
  return (
    <Alert
      description={
        reasons.length === 1 ? (
          reasons[0]
        ) : (
          <ul aria-label="What stands in the way">
            {reasons.map(reason => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )
      }
      icon
      role="alert"
      status="danger"
      title="Nothing was torn down"
    />
  );
}
