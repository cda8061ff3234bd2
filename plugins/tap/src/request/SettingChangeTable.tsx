import { SettingChange } from '../lib/settingChanges';
import styles from '../components/DataTable.module.css';

/** Changed settings with their values before and after. */
export function SettingChangeTable(props: { changes: SettingChange[] }) {
  return (
    <table aria-label="Changed settings" className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {props.changes.map(({ after, before, field, title }) => (
          <tr key={field}>
            <th scope="row">{title}</th>
            <td>{before}</td>
            <td>
              <strong>{after}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
