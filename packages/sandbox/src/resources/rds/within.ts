/** Whether a property, possibly as text, is an integer in a range. */
export function within(
  value: unknown,
  lowest: number,
  highest: number,
): boolean {
  const number = Number(value);
  return Number.isInteger(number) && number >= lowest && number <= highest;
}
