import { useApi } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useState } from 'react';
import { tapApiRef } from '../api';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { EXPIRY_CHOICES } from '../lib/expiryChoices';
import { localTime } from '../lib/format';
import { BulkDialog } from './BulkDialog';

/** Sets the expiry of the environments of a selection. */
export function BulkExtendDialog(props: {
  rows: EnvironmentRow[];
  onClose: () => void;
}) {
  const { onClose, rows } = props;
  const api = useApi(tapApiRef);
  const [expiresIn, setExpiresIn] = useState('7d');
  return (
    <BulkDialog
      act={async ({ suffix, target }) => {
        const { expiresAt } = await api.run(
          'extend',
          { suffix, target },
          { expiresIn },
        );
        return { text: expiryText(expiresAt) };
      }}
      button="Set expiry"
      effect={({ expiresAt }) => expiryText(expiresAt)}
      isConfirmed
      onClose={onClose}
      operation="extend"
      rows={rows}
      title={() =>
        rows.length === 1
          ? `Set the expiry of ${rows[0].environment.suffix}`
          : `Set the expiry of ${rows.length} environments`
      }
    >
      <Select
        label="New expiry"
        onChange={key => setExpiresIn(String(key))}
        options={EXPIRY_CHOICES}
        value={expiresIn}
      />
    </BulkDialog>
  );
}

function expiryText(expiresAt: string | undefined): string {
  return expiresAt ? `Expires ${localTime(expiresAt)}` : 'Does not expire';
}
