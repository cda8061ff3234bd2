import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Rendering a whole portal is slow on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

// Pages of the portal take seconds to render on a busy machine.
jest.setTimeout(60_000);

// jsdom has no matchMedia, and Backstage UI then takes the screen for a narrow one. Some tests run without jsdom.
if (typeof window !== 'undefined') {
  window.matchMedia ??= query =>
    ({
      matches: query.includes('min-width'),
      media: query,
      addEventListener: () => {},
      removeEventListener: () => {},
      addListener: () => {},
      removeListener: () => {},
    } as unknown as MediaQueryList);
}

// Each query by role asks for the style of each element, and jsdom would match all style rules of the page to answer. Here,
// only the attributes `style` and `hidden` hide an element.
if (typeof window !== 'undefined') {
  const hidden = document.createElement('div').style;
  hidden.display = 'none';
  window.getComputedStyle = element =>
    element.hasAttribute('hidden') ? hidden : (element as HTMLElement).style;
}
