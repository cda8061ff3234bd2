import { RETENTION_TEXTS, RETENTIONS } from './retention';

describe('RETENTION_TEXTS', () => {
  it.each(RETENTIONS)('says what %s deletes and keeps', retention => {
    const { kept, lost, title } = RETENTION_TEXTS[retention];
    expect(title).toMatch(/^[A-Z]/);
    for (const text of [kept, lost]) {
      expect(text).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('has a text of its own for each retention', () => {
    const texts = RETENTIONS.flatMap(retention =>
      Object.values(RETENTION_TEXTS[retention]),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });
});
