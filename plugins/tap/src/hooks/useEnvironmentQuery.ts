import { useSearchParams } from 'react-router-dom';
import {
  EnvironmentAddress,
  readAddress,
  writeAddress,
} from '../lib/environmentAddress';

/**
 * The page of the list that the environments page shows. It is part of the address, so that a reload or a shared link keeps it.
 *
 * @returns the page, and a function that changes it; a change without an offset leads to the first page
 */
export function useEnvironmentQuery(): [
  EnvironmentAddress,
  (changes: Partial<EnvironmentAddress>) => void,
] {
  const [params, setParams] = useSearchParams();
  return [
    readAddress(params),
    changes =>
      setParams(
        before =>
          writeAddress(
            { ...readAddress(before), offset: 0, ...changes },
            before,
          ),
        { replace: true },
      ),
  ];
}
