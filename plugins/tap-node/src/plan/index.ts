export { planEnvironment } from './planEnvironment';
export { SizePrices } from './SizePrices';
