import {
  dialogApiRef,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import {
  ButtonIcon,
  Menu,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import { RiMore2Line } from '@remixicon/react';
import { StackStatus } from '@tap/plugin-tap-common';
import { EnvironmentRow } from '../hooks/useEnvironments';
import { useRunStateChange } from '../hooks/useRunStateChange';
import { useEnvironmentPermissions } from '../hooks/useEnvironmentPermissions';
import { changeRouteRef, environmentRouteRef } from '../routes';
import { BulkExtendDialog } from './BulkExtendDialog';
import { useTeardownDialog } from './useTeardownDialog';
import { useTransferDialog } from './useTransferDialog';

/** What can be done with one environment of the list. */
export function EnvironmentRowMenu(props: {
  row: EnvironmentRow;
  onChanged: () => void;
}) {
  const { onChanged, row } = props;
  const { environment } = row;
  const { suffix, target } = environment;
  const dialogs = useApi(dialogApiRef);
  const environmentRoute = useRouteRef(environmentRouteRef);
  const changeRoute = useRouteRef(changeRouteRef);
  const { change, tearDown } = useEnvironmentPermissions(environment);
  const openTeardown = useTeardownDialog(environment);
  const openTransfer = useTransferDialog(environment, onChanged);
  const isBusy = StackStatus.of(environment.stackStatus).isInProgress;
  const isStopped = environment.status === 'stopped';
  const canBeChanged =
    change && (environment.status === 'available' || isStopped);
  const runStateChange = useRunStateChange(environment, onChanged);
  const extend = () =>
    dialogs.open(({ dialog }) => (
      <BulkExtendDialog
        onClose={() => {
          dialog.close();
          onChanged();
        }}
        rows={[row]}
      />
    ));
  return (
    <MenuTrigger>
      <ButtonIcon
        aria-label={`Actions for ${environment.suffix}`}
        icon={<RiMore2Line aria-hidden="true" />}
        variant="tertiary"
      />
      <Menu>
        <MenuItem href={environmentRoute?.({ suffix, target })}>Open</MenuItem>
        <MenuItem
          href={changeRoute?.({ suffix, target })}
          isDisabled={!canBeChanged || isStopped}
        >
          Change…
        </MenuItem>
        <MenuItem
          isDisabled={!canBeChanged || runStateChange.isPending}
          onAction={runStateChange.run}
        >
          {runStateChange.label}
        </MenuItem>
        <MenuItem isDisabled={!canBeChanged} onAction={extend}>
          Set expiry…
        </MenuItem>
        <MenuItem isDisabled={!canBeChanged} onAction={openTransfer}>
          Transfer ownership…
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          color="danger"
          isDisabled={!tearDown || isBusy}
          onAction={openTeardown}
        >
          Tear down…
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
}
