import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole portal is slow on a machine that does other things too.
configure({ asyncUtilTimeout: 10_000 });

// Pages of the portal take seconds to render on a busy machine.
jest.setTimeout(60_000);
