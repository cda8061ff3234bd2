export { planEnvironment } from './planEnvironment';
export { priceOfSize } from './priceOfSize';
