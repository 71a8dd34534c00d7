/** When the app is removed, or its token taken away, everything kept for that workspace goes. Slack sends both events, in any order. */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import { forgetPlace } from '../../src/store/forget-place.ts';
import type { Db } from '../../src/store/db.ts';
import type { Installations } from './installations.ts';
import type { ChatLog } from '../../src/chat/log.ts';
import { installationKey, placeOf, type Workspace } from './place.ts';

const Body = z.object({
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  /** Seconds since 1970. */
  event_time: z.number(),
  is_enterprise_install: z.boolean().nullish(),
  authorizations: z
    .array(
      z.object({
        team_id: z.string().nullish(),
        enterprise_id: z.string().nullish(),
        is_enterprise_install: z.boolean().nullish(),
      }),
    )
    .nullish(),
});

const RevokedTokens = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) });

export interface UninstallParts {
  store: Db;
  /** Absent when the one token is in the environment. */
  installations?: Installations | undefined;
  log: ChatLog;
  /** Told of the place whose rows are gone, for what is in memory. */
  onForget?: (place: string) => void;
}

/** Listens for both events. */
export function listenForUninstall(app: App, parts: UninstallParts): void {
  app.event('app_uninstalled', ({ body }) => forget(body, parts));
  app.event('tokens_revoked', async ({ body, event }) => {
    const revoked = RevokedTokens.safeParse(event);
    // Tokens of people we never ask for.
    if (revoked.success && (revoked.data.tokens.bot ?? []).length > 0) await forget(body, parts);
  });
}

async function forget(body: unknown, { store, installations, log, onForget }: UninstallParts): Promise<void> {
  const sent = Body.parse(body);
  const workspace = workspaceOf(sent);
  const key = installationKey(workspace);
  if (key === undefined) return;
  // Slack tells whole seconds: what was installed within that one was there before.
  const before = (sent.event_time + 1) * 1000;
  if (installations !== undefined && !(await installations.remove(key, before))) return;
  const organisation = workspace.isEnterpriseInstall === true ? { ...workspace, teamId: undefined } : workspace;
  const place = placeOf(organisation);
  onForget?.(place);
  const rows = await forgetPlace(store, place);
  log.info('slack: uninstalled, its data is deleted', { key, rows });
}

function workspaceOf({ authorizations, ...body }: z.infer<typeof Body>): Workspace {
  const [first] = authorizations ?? [];
  return {
    teamId: first?.team_id ?? body.team_id ?? undefined,
    enterpriseId: first?.enterprise_id ?? body.enterprise_id ?? undefined,
    isEnterpriseInstall: first?.is_enterprise_install ?? body.is_enterprise_install ?? false,
  };
}
