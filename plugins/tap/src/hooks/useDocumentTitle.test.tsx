import { configApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { renderHook, waitFor } from '@testing-library/react';
import { useDocumentTitle } from './useDocumentTitle';

describe('useDocumentTitle', () => {
  it('sets title and app, keeps them, and leaves the app', async () => {
    const config = mockApis.config({ data: { app: { title: 'TAP' } } });
    const { rerender, unmount } = renderHook(
      ({ title }) => useDocumentTitle(title),
      {
        initialProps: { title: 'orders' },
        wrapper: ({ children }) => (
          <TestApiProvider apis={[[configApiRef, config]]}>
            {children}
          </TestApiProvider>
        ),
      },
    );
    expect(document.title).toBe('orders | TAP');
    rerender({ title: 'orders: Activity' });
    expect(document.title).toBe('orders: Activity | TAP');

    // As the counter of unread notifications does.
    document.title = 'orders | TAP';
    await waitFor(() => expect(document.title).toBe('orders: Activity | TAP'));
    document.title = '(2) orders: Activity | TAP';
    await new Promise(resolve => {
      queueMicrotask(() => resolve(undefined));
    });
    expect(document.title).toBe('(2) orders: Activity | TAP');

    unmount();
    expect(document.title).toBe('TAP');
  });
});
