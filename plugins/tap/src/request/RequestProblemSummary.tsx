import { Alert } from '@backstage/ui';
import styles from '../components/AlertList.module.css';
import { RequestProblems } from '../lib/requestProblems';

/** States that a form cannot be reviewed yet. Renders nothing without problems. */
export function RequestProblemSummary(props: { problems: RequestProblems }) {
  const texts = Object.values(props.problems);
  return texts.length === 0 ? null : (
    <Alert
      description={
        <ul className={styles.list}>
          {texts.map(text => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      }
      icon
      role="alert"
      status="danger"
      title="Correct these fields"
    />
  );
}
