import { sampleOperation } from '../__testUtils__/samples';
import { durationText, initiatorText, outcomeText } from './operationText';

describe('texts of an operation', () => {
  it.each([
    ['user:default/olga', 'olga'],
    ['service:plugin:tap', 'Service plugin:tap'],
    [undefined, 'Outside the portal'],
    ['<b>any text</b>', '<b>any text</b>'],
  ])('has the initiator %s', (initiator, text) => {
    expect(initiatorText(sampleOperation({ initiator }))).toBe(text);
  });

  it('has outcome and duration, also in progress', () => {
    const ended = sampleOperation();
    expect([outcomeText(ended), durationText(ended)]).toEqual([
      'Succeeded',
      '12:30',
    ]);
    const running = sampleOperation({
      endedAt: undefined,
      outcome: undefined,
    });
    expect([outcomeText(running), durationText(running)]).toEqual([
      'In progress',
      undefined,
    ]);
  });
});
