import { useApi } from '@backstage/frontend-plugin-api';
import {
  Dialog,
  DialogBody,
  DialogHeader,
  Skeleton,
  Text,
} from '@backstage/ui';
import { EnvironmentRef } from '@tap/plugin-tap-common';
import useAsync from 'react-use/esm/useAsync';
import { tapApiRef } from '../api';
import { errorText } from '../lib/errorText';
import { TeardownForm } from './TeardownForm';
import { TeardownRefused } from './TeardownRefused';

/**
 * Shows what a teardown deletes and keeps, and starts it after the suffix is typed. The environment is read when the
 * dialog opens, because the data of the page can be outdated.
 */
export function TeardownDialog(props: {
  environment: EnvironmentRef;
  onClose: () => void;
  onStarted: (taskId: string) => void;
}) {
  const { environment, onClose, onStarted } = props;
  const api = useApi(tapApiRef);
  const { value, error, loading } = useAsync(
    () => api.getEnvironment(environment),
    [api, environment.suffix, environment.target],
  );
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={560}>
      <DialogHeader>Tear down {environment.suffix}</DialogHeader>
      {loading && (
        <DialogBody>
          <Skeleton height={160} />
        </DialogBody>
      )}
      {error && (
        <DialogBody>
          <Text color="danger" role="alert">
            The environment could not be read, so it is not known what would be
            lost: {errorText(error)}
          </Text>
        </DialogBody>
      )}
      {value?.retention === 'retain' && <TeardownRefused onClose={onClose} />}
      {value && value.retention !== 'retain' && (
        <TeardownForm
          environment={value}
          onClose={onClose}
          onStarted={onStarted}
        />
      )}
    </Dialog>
  );
}
