import { RefObject, useEffect, useRef } from 'react';

/**
 * Moves the focus and the view to the start of a step when the step of a form changes, so that keyboard and screen reader
 * continue there.
 *
 * @param step - the current step
 * @returns the ref of the element that contains the step; it needs `tabIndex={-1}`
 */
export function useStepFocus<T extends HTMLElement>(
  step: string,
): RefObject<T> {
  const element = useRef<T>(null);
  const last = useRef(step);
  useEffect(() => {
    if (last.current !== step) {
      last.current = step;
      element.current?.focus({ preventScroll: true });
      element.current?.scrollIntoView?.({ block: 'start' });
    }
  }, [step]);
  return element;
}
