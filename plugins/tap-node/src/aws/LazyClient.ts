/** A client, and the package with its commands. */
interface Opened<Sdk, Client> {
  client: Client;
  sdk: Sdk;
}

/**
 * A client of the AWS SDK whose package is loaded for the first call, because some packages are large: that of EC2 takes 0.2 s
 * and 22 MB of heap.
 */
export class LazyClient<Sdk, Client extends { destroy(): void }> {
  private readonly open: () => Opened<Sdk, Client>;
  private opened: Opened<Sdk, Client> | undefined;

  /**
   * @param loadSdk - loads the package
   * @param create - creates the client
   */
  constructor(loadSdk: () => Sdk, create: (sdk: Sdk) => Client) {
    this.open = () => {
      const sdk = loadSdk();
      return { client: create(sdk), sdk };
    };
  }

  /**
   * Makes a call.
   *
   * @param send - receives the client, and the package with its commands
   */
  call<T>(send: (client: Client, sdk: Sdk) => Promise<T>): Promise<T> {
    const { client, sdk } = this.load();
    return send(client, sdk);
  }

  /** Loads the package, also ahead of the first call. */
  load(): Opened<Sdk, Client> {
    this.opened ??= this.open();
    return this.opened;
  }

  destroy(): void {
    this.opened?.client.destroy();
  }
}
