export interface Config {
  app?: {
    signIn?: {
      /**
       * Providers on the sign-in page, for example `github`. Default: `guest`.
       *
       * @deepVisibility frontend
       */
      providers?: string[];
    };
  };
}
