import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRef } from 'react';
import { Link, MemoryRouter, Navigate, Route, Routes } from 'react-router-dom';
import { usePageFocus } from './usePageFocus';

describe('usePageFocus', () => {
  it('moves the focus to pages, except to the one with which the document is loaded', async () => {
    const user = userEvent.setup();
    render(
      <MemoryRouter initialEntries={['/']}>
        <Routes>
          <Route element={<Navigate replace to="/list" />} path="/" />
          <Route
            element={<Page key="list" name="List" to="/form" />}
            path="/list"
          />
          <Route
            element={<Page key="form" name="Form" replace to="/progress" />}
            path="/form"
          />
          <Route
            element={<Page key="progress" name="Progress" to="/" />}
            path="/progress"
          />
        </Routes>
      </MemoryRouter>,
    );
    expect(screen.getByRole('main', { name: 'List' })).not.toHaveFocus();
    for (const name of ['Form', 'Progress', 'List']) {
      await user.click(screen.getByRole('link'));
      expect(screen.getByRole('main', { name })).toHaveFocus();
    }
  });
});

function Page(props: { name: string; to: string; replace?: boolean }) {
  const ref = useRef<HTMLElement>(null);
  usePageFocus(ref);
  return (
    <main aria-label={props.name} ref={ref} tabIndex={-1}>
      <Link replace={props.replace} to={props.to}>
        Next
      </Link>
    </main>
  );
}
