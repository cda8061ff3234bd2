import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { RETENTION_TEXTS } from '@tap/plugin-tap-common';
import { useState } from 'react';
import { tapApiRef } from '../api';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { progressRouteRef } from '../routes';
import { BulkDialog } from './BulkDialog';

const CONFIRMATION = 'tear down';

/** Tears down the environments of a selection. */
export function BulkTeardownDialog(props: {
  rows: EnvironmentRow[];
  onClose: () => void;
}) {
  const api = useApi(tapApiRef);
  const progressRoute = useRouteRef(progressRouteRef);
  const [confirm, setConfirm] = useState('');
  return (
    <BulkDialog
      act={async ({ suffix, target }) => {
        const { taskId } = await api.run(
          'teardown',
          { suffix, target },
          { confirm: suffix },
        );
        return {
          text: 'Teardown started.',
          href: progressRoute?.({ suffix, target, taskId }),
        };
      }}
      button="Tear down"
      effect={({ retention }) => {
        const { kept, lost } = RETENTION_TEXTS[retention];
        return `Lost: ${lost}\nKept: ${kept}`;
      }}
      isConfirmed={confirm === CONFIRMATION}
      isDestructive
      onClose={props.onClose}
      operation="teardown"
      rows={props.rows}
      title={count =>
        count === 1
          ? 'Tear down 1 environment'
          : `Tear down ${count} environments`
      }
    >
      <TextField
        autoComplete="off"
        label={`Type "${CONFIRMATION}" to confirm`}
        name="confirm"
        onChange={setConfirm}
        value={confirm}
      />
    </BulkDialog>
  );
}
