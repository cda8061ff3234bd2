import { Flex, Text } from '@backstage/ui';
import { PriceEstimate } from '@tap/plugin-tap-common';
import { monthlyPrice, signedUsd, usd } from '../lib/format';
import { priceChanges } from '../lib/priceChanges';
import tableStyles from './DataTable.module.css';
import styles from './PriceTable.module.css';

/** The items whose monthly list price a change affects, and the totals. */
export function PriceDifference(props: {
  before: PriceEstimate;
  after: PriceEstimate;
}) {
  const { after, before } = props;
  const changes = priceChanges(before, after);
  if (changes.length === 0) {
    return (
      <Text>The monthly cost stays at {monthlyPrice(after.monthlyUsd)}.</Text>
    );
  }
  return (
    <Flex direction="column" gap="2">
      <div className={tableStyles.scroll}>
        <table aria-label="Monthly cost" className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Item</th>
              <th className={styles.amount} scope="col">
                Before
              </th>
              <th className={styles.amount} scope="col">
                After
              </th>
              <th className={styles.amount} scope="col">
                Difference
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ item, before: was, after: is }) => (
              <tr key={item}>
                <th scope="row">{item}</th>
                <td className={styles.amount}>{usd(was)}</td>
                <td className={styles.amount}>{usd(is)}</td>
                <td className={styles.amount}>{signedUsd(is - was)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Monthly total</th>
              <td className={styles.amount}>{usd(before.monthlyUsd)}</td>
              <td className={styles.amount}>{usd(after.monthlyUsd)}</td>
              <td className={styles.amount}>
                {signedUsd(after.monthlyUsd - before.monthlyUsd)}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <Text color="secondary" variant="body-small">
        Items that do not change are in the totals only. List price:{' '}
        {after.source}.
      </Text>
    </Flex>
  );
}
