import { render, screen } from '@testing-library/react';
import { QuotaList } from './QuotaList';

const ADDRESSES = { what: 'elastic IP addresses', limit: 5, needed: 3 };

describe('QuotaList', () => {
  it('states what is used and what is left', () => {
    render(<QuotaList quotas={[{ ...ADDRESSES, used: 1 }]} />);
    expect(
      screen.getByText(/uses 3 of 5 elastic IP addresses \(1 left\)/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/is too low/)).not.toBeInTheDocument();
  });

  it('leaves out quotas of which more than half is left', () => {
    render(<QuotaList quotas={[{ ...ADDRESSES, limit: 40, used: 1 }]} />);
    expect(screen.queryByText(/elastic IP/)).not.toBeInTheDocument();
  });

  it('warns about a quota that leaves no room', () => {
    render(<QuotaList quotas={[{ ...ADDRESSES, used: 3 }]} />);
    expect(
      screen.getByText('The quota of elastic IP addresses is too low'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^The environment needs 3, and 3 of 5 are in use/),
    ).toBeInTheDocument();
  });
});
