import { act, renderHook } from '@testing-library/react';
import { useDebounced } from './useDebounced';

describe('useDebounced', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('returns the first value at once, and the last of several changes after the pause', () => {
    const seen = new Set<string>();
    const { rerender, result } = renderHook(
      ({ value }) => {
        const debounced = useDebounced(value, 200);
        seen.add(debounced);
        return debounced;
      },
      { initialProps: { value: 'a' } },
    );
    expect(result.current).toBe('a');
    for (const value of ['or', 'ord', 'orders']) {
      rerender({ value });
      act(() => {
        jest.advanceTimersByTime(199);
      });
    }
    expect(result.current).toBe('a');
    act(() => {
      jest.advanceTimersByTime(1);
    });
    expect(result.current).toBe('orders');
    expect([...seen]).toEqual(['a', 'orders']);
  });
});
