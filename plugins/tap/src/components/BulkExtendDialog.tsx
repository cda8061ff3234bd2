import { useApi } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { durationSeconds } from '@tap/plugin-tap-common';
import { DateTime } from 'luxon';
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
        return {
          text: expiresAt
            ? `Expires ${localTime(expiresAt)}.`
            : 'Does not expire.',
        };
      }}
      button="Set expiry"
      effect={({ expiresAt }) => newExpiryText(expiresIn, expiresAt)}
      isConfirmed
      onClose={onClose}
      operation="extend"
      rows={rows}
      title={count => {
        if (rows.length === 1) {
          return `Set the expiry of ${rows[0].environment.suffix}`;
        }
        return count === 1
          ? 'Set the expiry of 1 environment'
          : `Set the expiry of ${count} environments`;
      }}
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

function newExpiryText(expiresIn: string, current: string | undefined): string {
  const expiry = DateTime.now().plus({ seconds: durationSeconds(expiresIn) });
  const before = current ? `expires ${localTime(current)}` : 'does not expire';
  return `New expiry: ${localTime(expiry.toISO())}. It currently ${before}.`;
}
