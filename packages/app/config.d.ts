export interface Config {
  app?: {
    signIn?: {
      /**
       * Ways to sign in on offer, such as `github`. Default: `guest`.
       *
       * @deepVisibility frontend
       */
      providers?: string[];
    };
  };
}
