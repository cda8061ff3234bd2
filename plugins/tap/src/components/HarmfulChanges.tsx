import { Alert } from '@backstage/ui';
import { EnvironmentPlan } from '@tap/plugin-tap-common';
import { harmsOf } from '../lib/harms';
import styles from './AlertList.module.css';

/** Harm that an update does, the worst first. Renders nothing if it does none. */
export function HarmfulChanges(props: { plan: EnvironmentPlan }) {
  return (
    <>
      {harmsOf(props.plan).map(({ severity, texts, title }) => (
        <Alert
          description={
            <ul aria-label={title} className={styles.list}>
              {texts.map(text => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          }
          icon
          key={title}
          status={severity}
          title={title}
        />
      ))}
    </>
  );
}
