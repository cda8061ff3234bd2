export { SetupCheck } from './SetupCheck';
