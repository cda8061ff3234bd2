import { App } from 'aws-cdk-lib';
import { createApp } from './synthesis/createApp';
import { TapStackPropsError } from './props/TapStackPropsError';

try {
  createApp(new App(), process.env);
} catch (error) {
  if (!(error instanceof TapStackPropsError)) {
    throw error;
  }
  // Whoever mistyped a size is helped by the sentence, not by where it was thrown.
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
