export { planEnvironment } from './planEnvironment';
