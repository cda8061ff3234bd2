export { tapApiRef, type TapApi } from './TapApi';
export { TapClient } from './TapClient';
