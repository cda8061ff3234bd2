import { App } from 'aws-cdk-lib';
import { createApp } from './createApp';

createApp(new App(), process.env);
