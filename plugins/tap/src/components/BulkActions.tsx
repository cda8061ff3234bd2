import { dialogApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { BulkExtendDialog } from './BulkExtendDialog';
import { BulkTeardownDialog } from './BulkTeardownDialog';

/** What can be done with the selected environments. Renders nothing if none is selected. */
export function BulkActions(props: {
  rows: EnvironmentRow[];
  onChanged: () => void;
}) {
  const { onChanged, rows } = props;
  const dialogs = useApi(dialogApiRef);
  if (rows.length === 0) {
    return null;
  }
  const open = (Dialog: typeof BulkExtendDialog) =>
    dialogs.open(({ dialog }) => (
      <Dialog
        onClose={() => {
          dialog.close();
          onChanged();
        }}
        rows={rows}
      />
    ));
  return (
    <Flex
      align="center"
      aria-label="Selected environments"
      gap="3"
      role="group"
    >
      <Text role="status">{rows.length} selected</Text>
      <Button onPress={() => open(BulkExtendDialog)} variant="secondary">
        Set expiry…
      </Button>
      <Button
        destructive
        onPress={() => open(BulkTeardownDialog)}
        variant="secondary"
      >
        Tear down…
      </Button>
    </Flex>
  );
}
