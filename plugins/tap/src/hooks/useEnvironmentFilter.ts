import { useSearchParams } from 'react-router-dom';
import {
  EnvironmentFilter,
  readFilter,
  writeFilter,
} from '../lib/environmentFilter';

/** The filter of the environments page. It is part of the address, so that a reload or a shared link keeps it. */
export function useEnvironmentFilter(): [
  EnvironmentFilter,
  (filter: EnvironmentFilter) => void,
] {
  const [params, setParams] = useSearchParams();
  return [
    readFilter(params),
    filter =>
      setParams(before => writeFilter(filter, before), { replace: true }),
  ];
}
