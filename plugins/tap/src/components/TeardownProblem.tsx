import { Alert } from '@backstage/ui';
import { FINDING_ADVICE } from '@tap/plugin-tap-common';
import { errorFindings, errorText } from '../lib/errorText';

/** Why a teardown was rejected: each finding with its advice. */
export function TeardownProblem(props: { error: unknown }) {
  const findings = errorFindings(props.error);
  return (
    <Alert
      description={
        findings.length === 0 ? (
          errorText(props.error)
        ) : (
          <ul aria-label="Findings">
            {findings.map(({ code, text }) => (
              <li key={code + text}>
                {text} <strong>{FINDING_ADVICE[code]}</strong>
              </li>
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
