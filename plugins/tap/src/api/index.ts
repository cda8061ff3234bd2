export { tapApiRef, type TapApi, type TeardownConfirmation } from './TapApi';
export { TapClient } from './TapClient';
