import { AwsCaller } from '../aws/AwsCaller';
import { LazyClient } from '../aws/LazyClient';
import { RateBudget } from '../aws/RateBudget';

type Answer = (input: any) => object;

/** An SDK client without AWS. */
export interface AnsweringClient {
  client: any;
  /** The same for the services whose packages are loaded for the first call. */
  lazy: any;
  caller: AwsCaller;
  /** The inputs of the calls of an operation, in their order. */
  inputsOf(operation: string): any[];
}

/** A package of the SDK that has any command. */
const COMMANDS: any = new Proxy(
  {},
  {
    get: (_, name: string) => {
      // The name of the class is the name of the command.
      const named = {
        [name]: class {
          constructor(readonly input: unknown) {}
        },
      };
      return named[name];
    },
  },
);

/**
 * Creates an SDK client that answers in memory, and a caller for it.
 *
 * @param answers - by operation, such as `DescribeStacks`; an answer can throw
 */
export function answeringClient(
  answers: Record<string, Answer>,
): AnsweringClient {
  const sent: Array<{ operation: string; input: any }> = [];
  const client = {
    send: async (command: { constructor: { name: string }; input: any }) => {
      const operation = command.constructor.name.replace(/Command$/, '');
      sent.push({ operation, input: command.input });
      return answers[operation](command.input);
    },
  };
  return {
    client,
    lazy: new LazyClient(
      () => COMMANDS,
      () => ({ ...client, destroy: () => {} }),
    ),
    caller: new AwsCaller(new RateBudget(1_000), 'account 1 in us-east-1'),
    inputsOf: operation =>
      sent.filter(call => call.operation === operation).map(c => c.input),
  };
}

/** An error of the SDK. */
export function awsError(name: string, message: string, status = 400): Error {
  return Object.assign(new Error(message), {
    name,
    $metadata: { httpStatusCode: status },
  });
}
