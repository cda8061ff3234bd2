export interface Config {
  tap?: {
    /**
     * Full entity refs of the users and groups who may release retained environments, for example
     * group:default/platform. Nobody by default.
     */
    admins?: string[];
  };
}
