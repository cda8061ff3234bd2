import { StackInput, SynthesizedStack } from '../stackModule';

/** What the worker is asked. */
export interface SynthesisRequest {
  /** Name of the stack module. */
  stackModule: string;
  input: StackInput;
}

/** What the worker answers. */
export type SynthesisAnswer =
  | { stack: SynthesizedStack }
  | {
      error: {
        name: string;
        message: string;
        /** Whether the input is at fault, and not the module. */
        isInputError: boolean;
      };
    };
