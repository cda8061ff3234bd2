import { globSync } from 'node:fs';
import type { RootHttpRouterConfigureContext } from '@backstage/backend-defaults/rootHttpRouter';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/**
 * Serves the static files of the front end as its build has compressed them, to browsers that accept Brotli. Backstage compresses
 * the other files on each request.
 *
 * The names of these files contain a hash of their contents, so browsers keep them for a year without asking again.
 *
 * @param context - from `rootHttpRouterServiceFactory`, before `applyDefaults`
 * @param folder - the compressed files. Default: those of packages/app/compressStaticFiles.mjs.
 */
export function serveCompressedFiles(
  {
    app,
    middleware,
  }: Pick<RootHttpRouterConfigureContext, 'app' | 'middleware'>,
  folder = resolvePackagePath('app', 'dist', 'brotli'),
): void {
  const files = new Set(globSync('**/*.*', { cwd: folder }));
  app.use('/static', middleware.helmet(), (request, response, next) => {
    const file = request.path.slice(1);
    if (
      request.method === 'GET' &&
      files.has(file) &&
      request.acceptsEncodings('br')
    ) {
      response
        .set('Content-Encoding', 'br')
        .vary('Accept-Encoding')
        .sendFile(file, { root: folder, immutable: true, maxAge: '1y' });
    } else {
      next();
    }
  });
}
