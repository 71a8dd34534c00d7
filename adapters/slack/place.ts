/** Where data belongs, in the store's words: `slack:T1`, or `slack:E1:T1` for a workspace of an organisation-wide installation. */

export interface Workspace {
  teamId?: string | undefined;
  enterpriseId?: string | undefined;
  isEnterpriseInstall?: boolean | undefined;
}

/** Bolt's `context` is such a workspace. What is stored under this place goes away with the installation. */
export function placeOf({ teamId, enterpriseId, isEnterpriseInstall }: Workspace): string {
  const organisation = isEnterpriseInstall === true && enterpriseId !== undefined ? `:${enterpriseId}` : '';
  return `slack${organisation}${teamId === undefined ? '' : `:${teamId}`}`;
}

/** The key of an installation: the organisation's id when it is installed for all of it, else the workspace's. */
export function installationKey({ teamId, enterpriseId, isEnterpriseInstall }: Workspace): string | undefined {
  return isEnterpriseInstall === true ? enterpriseId : teamId;
}
