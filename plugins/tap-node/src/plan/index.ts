export { planEnvironment } from './planEnvironment';
export { SizeOffers } from './SizeOffers';
export { SizePrices } from './SizePrices';
