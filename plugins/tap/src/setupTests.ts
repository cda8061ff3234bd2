import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Rendering a whole portal is slow on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

// Pages of the portal take seconds to render on a busy machine.
jest.setTimeout(60_000);
