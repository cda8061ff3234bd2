import { render } from '@testing-library/react';
import { Initiator } from './Initiator';

describe('Initiator', () => {
  it.each([
    ['user:default/olga', 'olga'],
    ['service:plugin:tap', 'Service plugin:tap'],
    [undefined, 'Outside the portal'],
    ['<b>any text</b>', '<b>any text</b>'],
  ])('of %s', (initiator, text) => {
    const { container } = render(<Initiator initiator={initiator} />);
    expect(container).toHaveTextContent(text);
  });
});
