export * from './Expiry';
