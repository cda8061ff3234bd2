import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  paramsOfValues,
  RequestField,
  RequestValues,
  valuesFromParams,
} from '../lib/requestValues';

/** Browsers limit how often a page can replace its address. */
const DEBOUNCE_MS = 500;

const STEP = 'step';

/** Pages of a form: the fields, and the review of what they do. */
export type FormStep = 'form' | 'review';

/** The form whose values and step are in the address, so that links fill it and the browser's Back keeps it. */
export interface AddressedForm {
  step: FormStep;
  values: RequestValues;
  /** Sets a field; undefined removes its value. */
  set: (changes: RequestValues) => void;
  /** Opens the review as a new entry of the browser's history. */
  review: () => void;
  /** Returns to the fields. */
  edit: () => void;
}

/** The values of a request form. They are kept in the address of the page. */
export function useRequestValues(): AddressedForm {
  const [params, setParams] = useSearchParams();
  const step = params.get(STEP) === 'review' ? 'review' : 'form';
  const address = params.toString();
  const [values, setValues] = useState(() => valuesFromParams(params));
  const written = useRef(address);

  // Back, Forward and links change the address without this form.
  useEffect(() => {
    if (address !== written.current) {
      written.current = address;
      setValues(valuesFromParams(new URLSearchParams(address)));
    }
  }, [address]);

  const write = useCallback(
    (news: RequestValues, to: FormStep, options: { replace: boolean }) => {
      const next = new URLSearchParams({
        ...paramsOfValues(news),
        ...(to === 'review' && { [STEP]: to }),
      });
      written.current = next.toString();
      setParams(next, options);
    },
    [setParams],
  );

  useEffect(() => {
    if (step === 'review') {
      return undefined;
    }
    const timer = setTimeout(() => {
      const kept = new URLSearchParams(paramsOfValues(values)).toString();
      if (kept !== written.current) {
        write(values, 'form', { replace: true });
      }
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [step, values, write]);

  const set = useCallback(
    (changes: RequestValues) =>
      setValues(before =>
        Object.fromEntries(
          Object.entries({ ...before, ...changes }).filter(
            (entry): entry is [RequestField, string] => entry[1] !== undefined,
          ),
        ),
      ),
    [],
  );
  const review = useCallback(() => {
    write(values, 'form', { replace: true });
    write(values, 'review', { replace: false });
  }, [values, write]);
  const edit = useCallback(
    () => write(values, 'form', { replace: false }),
    [values, write],
  );
  return { step, values, set, review, edit };
}
