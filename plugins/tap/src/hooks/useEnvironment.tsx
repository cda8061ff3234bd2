import { Environment, EnvironmentProgress } from '@tap/plugin-tap-common';
import {
  createContext,
  ReactNode,
  useCallback,
  useContext,
  useMemo,
  useState,
} from 'react';
import { newest } from '../lib/environmentFacts';
import { Polled } from './usePolling';
import { useProgress } from './useProgress';

/** The environment of a page, for its tabs and cards. */
export interface CurrentEnvironment {
  suffix: string;
  target: string;
  /** Live state, polled. */
  progress: Polled<EnvironmentProgress>;
  /** The newest known state of the environment; undefined until it is read, and if it does not exist. */
  environment: Environment | undefined;
  /** Handles the response to a change, which can be newer than the next read. */
  onChanged: (afterwards: Environment) => void;
}

const EnvironmentContext = createContext<CurrentEnvironment | undefined>(
  undefined,
);

/** Reads the live state of one environment for everything that it contains. */
export function EnvironmentProvider(props: {
  suffix: string;
  target: string;
  children: ReactNode;
}) {
  const { children, suffix, target } = props;
  const progress = useProgress(suffix, target);
  const { refresh } = progress;
  const [changed, setChanged] = useState<Environment>();
  const onChanged = useCallback(
    (afterwards: Environment) => {
      setChanged(afterwards);
      refresh();
    },
    [refresh],
  );
  const environment = newest(progress.value?.environment, changed);
  const current = useMemo(
    () => ({ suffix, target, progress, environment, onChanged }),
    [suffix, target, progress, environment, onChanged],
  );
  return (
    <EnvironmentContext.Provider value={current}>
      {children}
    </EnvironmentContext.Provider>
  );
}

/**
 * The environment of the page.
 *
 * @throws Error outside an {@link EnvironmentProvider}
 */
export function useEnvironment(): CurrentEnvironment {
  const current = useContext(EnvironmentContext);
  if (!current) {
    throw new Error('useEnvironment is used outside an EnvironmentProvider');
  }
  return current;
}
