import {
  dialogApiRef,
  toastApiRef,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { EnvironmentRef } from '@tap/plugin-tap-common';
import { useNavigate } from 'react-router-dom';
import { taskRouteRef } from '../routes';
import { TeardownDialog } from './TeardownDialog';

/**
 * The teardown dialog, for the button and the context menu.
 *
 * @returns a function that opens it; after the teardown has started, a toast links to the page of its task
 */
export function useTeardownDialog(environment: EnvironmentRef): () => void {
  const dialogs = useApi(dialogApiRef);
  const toasts = useApi(toastApiRef);
  const navigate = useNavigate();
  const taskRoute = useRouteRef(taskRouteRef);

  return () => {
    dialogs.open(({ dialog }) => (
      <TeardownDialog
        environment={environment}
        onClose={() => dialog.close()}
        onStarted={taskId => {
          dialog.close();
          const href = taskRoute?.({ taskId });
          toasts.post({
            title: `${environment.suffix} is being torn down`,
            links: href ? [{ label: 'Show progress', href }] : undefined,
            timeout: 8000,
          });
          if (href) {
            navigate(href);
          }
        }}
      />
    ));
  };
}
