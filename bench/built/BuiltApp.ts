/** A Backstage app that is built for production. */
export interface BuiltApp {
  /** Folder of the unpacked bundle, in which the back end runs. */
  directory: string;
  /** Arguments of Node.js that start the back end, without those of its configuration. */
  args: string[];
}
