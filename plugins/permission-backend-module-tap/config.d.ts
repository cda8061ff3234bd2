export interface Config {
  tap?: {
    /**
     * Full entity refs of the users and groups who may do everything with all environments of this portal, see and
     * cancel the tasks of others, and register and remove catalog locations, for example group:default/platform.
     * None by default.
     */
    admins?: string[];
    permissions?: {
      /**
       * Whether users may create environments for any owner. By default, a user may create them only for the user and
       * the groups that the user is a member of.
       */
      createForOthers?: boolean;
    };
  };
}
