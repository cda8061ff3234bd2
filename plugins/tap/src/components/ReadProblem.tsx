import { Alert, Button } from '@backstage/ui';
import { errorText } from '../lib/errorText';

/** A failed read, with a button that repeats it. */
export function ReadProblem(props: {
  title: string;
  error: unknown;
  onRetry: () => void;
}) {
  return (
    <Alert
      customActions={
        <Button onPress={props.onRetry} size="small" variant="secondary">
          Try again
        </Button>
      }
      description={errorText(props.error)}
      icon
      role="alert"
      status="warning"
      title={props.title}
    />
  );
}
