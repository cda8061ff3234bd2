export interface Config {
  tap?: {
    /**
     * Full entity refs of the users and groups that administer TAP, for example group:default/platform. They have all
     * permissions on the environments of this portal, can read and cancel the tasks of other users, and can register and
     * remove catalog locations. Default: none.
     */
    admins?: string[];
    permissions?: {
      /**
       * Whether users may create environments for any owner. By default, users may create them only for themselves and
       * for their groups.
       */
      createForOthers?: boolean;
    };
  };
}
