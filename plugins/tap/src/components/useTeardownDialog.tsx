import {
  dialogApiRef,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { EnvironmentRef } from '@tap/plugin-tap-common';
import { useNavigate } from 'react-router-dom';
import { progressRouteRef } from '../routes';
import { TeardownDialog } from './TeardownDialog';

/**
 * The teardown dialog, for the button and the context menu.
 *
 * @returns a function that opens it; after the teardown has started, opens its progress
 */
export function useTeardownDialog(environment: EnvironmentRef): () => void {
  const dialogs = useApi(dialogApiRef);
  const navigate = useNavigate();
  const progressRoute = useRouteRef(progressRouteRef);

  return () => {
    dialogs.open(({ dialog }) => (
      <TeardownDialog
        environment={environment}
        onClose={() => dialog.close()}
        onStarted={taskId => {
          dialog.close();
          const href = progressRoute?.({
            suffix: environment.suffix,
            target: environment.target,
            taskId,
          });
          if (href) {
            navigate(href);
          }
        }}
      />
    ));
  };
}
