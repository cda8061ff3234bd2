import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { PublishedPackage } from './publishedPackages';
import { runInShell } from './shell';

/**
 * A registry of an organization with the packages of this repository: the two requests of the npm protocol that an
 * installation makes (https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md).
 */
export class PackageRegistry {
  /**
   * @param packages - the published packages
   * @param archives - of the packages, by their folders
   */
  static async start(
    packages: PublishedPackage[],
    archives: Map<string, string>,
  ): Promise<PackageRegistry> {
    const answers = new Map<string, Buffer | string>();
    const server = createServer((req, res) => {
      const answer = answers.get(decodeURIComponent(req.url!));
      res.writeHead(answer === undefined ? 404 : 200).end(answer);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const registry = new PackageRegistry(server);
    for (const { folder } of packages) {
      await registry.publish(archives.get(folder)!, answers);
    }
    return registry;
  }

  private constructor(private readonly server: Server) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private async publish(
    archive: string,
    answers: Map<string, Buffer | string>,
  ): Promise<void> {
    const content = await readFile(archive);
    const manifest = JSON.parse(
      await runInShell(`tar -xzOf '${archive}' package/package.json`),
    );
    const { name, version } = manifest;
    const hash = createHash('sha512').update(content);
    const integrity = `sha512-${hash.copy().digest('base64')}`;
    // yarn keeps an archive of a usual path by name and version. The same version has other contents in the next run.
    const path = `/${hash.digest('hex')}/${name}-${version}.tgz`;
    answers.set(path, content);
    answers.set(
      `/${name}`,
      JSON.stringify({
        name,
        'dist-tags': { latest: version },
        time: { [version]: new Date().toISOString() },
        versions: {
          [version]: {
            ...manifest,
            dist: { tarball: this.url + path, integrity },
          },
        },
      }),
    );
  }
}
