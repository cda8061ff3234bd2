import { act, render, screen } from '@testing-library/react';
import App from './App';

const config = {
  app: { title: 'TAP', baseUrl: 'http://localhost:3000' },
  backend: { baseUrl: 'http://localhost:7007' },
};

/** Replaces the color scheme of the operating system, which jsdom does not have. */
function fakeColorScheme() {
  const listeners = new Set<(event: { matches: boolean }) => void>();
  const scheme = {
    matches: false,
    addListener: (listener: (event: { matches: boolean }) => void) =>
      listeners.add(listener),
    removeListener: (listener: (event: { matches: boolean }) => void) =>
      listeners.delete(listener),
    addEventListener: () => {},
    removeEventListener: () => {},
  };
  const original = window.matchMedia;
  window.matchMedia = (query: string) =>
    (query.includes('prefers-color-scheme')
      ? scheme
      : { ...scheme, matches: false }) as unknown as MediaQueryList;
  return {
    setDark() {
      scheme.matches = true;
      listeners.forEach(listener => listener({ matches: true }));
    },
    restore() {
      window.matchMedia = original;
    },
  };
}

describe('App', () => {
  it('shows the sign-in page for guests', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [{ data: config, context: 'test' }] as any,
    };

    render(App.createRoot());

    expect(
      await screen.findByRole('button', { name: 'Enter' }, { timeout: 20_000 }),
    ).toBeVisible();
    expect(screen.getAllByText('TAP')).toHaveLength(1);
    expect(
      screen.getByRole('heading', { name: 'TapStack Portal' }),
    ).toBeVisible();
    expect(
      screen.getByText(/Request, change and tear down PostgreSQL environments/),
    ).toBeVisible();
  }, 30_000);

  it('does not mount its pages again when the operating system changes the theme', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [{ data: config, context: 'test' }] as any,
    };
    const scheme = fakeColorScheme();

    render(App.createRoot());
    const enter = await screen.findByRole(
      'button',
      { name: 'Enter' },
      { timeout: 20_000 },
    );
    expect(document.body).toHaveAttribute('data-theme-mode', 'light');

    act(() => scheme.setDark());

    expect(document.body).toHaveAttribute('data-theme-mode', 'dark');
    expect(enter).toBeInTheDocument();
    scheme.restore();
  }, 30_000);
});
