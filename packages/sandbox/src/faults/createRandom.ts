/**
 * A repeatable sequence of numbers from 0 to less than 1: a linear congruential
 * generator with the constants of Numerical Recipes.
 */
export function createRandom(seed: number): () => number {
  let state = Math.trunc(seed) % 4294967296;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) % 4294967296;
    return (state < 0 ? state + 4294967296 : state) / 4294967296;
  };
}
