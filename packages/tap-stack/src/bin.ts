import { App } from 'aws-cdk-lib';
import { createApp } from './synthesis/createApp';
import { TapStackPropsError } from './props/TapStackPropsError';

try {
  createApp(new App(), process.env);
} catch (error) {
  if (!(error instanceof TapStackPropsError)) {
    throw error;
  }
  // For invalid input, the message helps and the stack trace does not.
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
