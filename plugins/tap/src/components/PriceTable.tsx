import { Flex, Text } from '@backstage/ui';
import { PriceEstimate } from '@tap/plugin-tap-common';
import { monthlyPrice, usd } from '../lib/format';
import styles from './PriceTable.module.css';

/** The items of a monthly list price. */
export function PriceTable(props: { price: PriceEstimate }) {
  const { price } = props;
  return (
    <Flex direction="column" gap="2">
      <table className={styles.table}>
        <caption className={styles.caption}>
          <Text weight="bold">{monthlyPrice(price.monthlyUsd)}</Text>
        </caption>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">Quantity</th>
            <th className={styles.amount} scope="col">
              Monthly cost
            </th>
          </tr>
        </thead>
        <tbody>
          {price.items.map(({ item, quantity, monthlyUsd }) => (
            <tr key={item}>
              <th scope="row">{item}</th>
              <td>{quantity}</td>
              <td className={styles.amount}>{usd(monthlyUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {price.stoppedMonthlyUsd !== undefined && (
        <Text as="p" variant="body-small">
          While the database is stopped: {monthlyPrice(price.stoppedMonthlyUsd)}
        </Text>
      )}
      <Text color="secondary" variant="body-small">
        List price: {price.source}.
      </Text>
    </Flex>
  );
}
