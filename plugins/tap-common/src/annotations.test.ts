import { ANNOTATIONS } from './annotations';

describe('annotations', () => {
  // Scripts and the catalogs of portals contain them.
  it('have the name of their field in kebab case', () => {
    const { lastTaskId, ...others } = ANNOTATIONS;
    expect(lastTaskId).toBe('tap.internal/task-id');
    for (const [field, annotation] of Object.entries(others)) {
      const name = field.replace(
        /[A-Z]/g,
        letter => `-${letter.toLowerCase()}`,
      );
      expect(annotation).toBe(`tap.internal/${name}`);
    }
  });
});
