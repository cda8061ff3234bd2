import { sampleOperation } from '../__testUtils__/samples';
import { durationText, outcomeText } from './operationText';

describe('texts of an operation', () => {
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
