/** Everything this app listens to, held against the manifests in deploy/slack and against the listeners themselves by a test. */
import { ACTIONS, CALLBACKS } from './actions.ts';
import { ALERT_ACTIONS, ALERT_FORMS } from './alerts/alert-actions.ts';

export const LISTENS = {
  commands: ['/hvevent'],
  /** `callback_id`s of shortcuts on messages. */
  shortcuts: ['explain_event'],
  /** As the manifest names them; Bolt hears `message.im` as `message`. */
  events: ['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked'],
  actions: [...Object.values(ACTIONS), ...ALERT_ACTIONS],
  /** `callback_id`s of modals that are submitted; others have buttons only. */
  views: [CALLBACKS.ask, CALLBACKS.human, CALLBACKS.notHelpful, CALLBACKS.suggest, ...Object.values(ALERT_FORMS)],
} as const satisfies Record<string, readonly string[]>;

/** What the app asks for, each because of a feature; files, posting in channels it is not in, and finding its own alerts again can be refused. */
export const SCOPES = {
  bot: ['app_mentions:read', 'assistant:write', 'chat:write', 'commands', 'im:history', 'users:read'],
  botOptional: ['channels:history', 'chat:write.public', 'files:read', 'groups:history'],
} as const satisfies Record<string, readonly string[]>;
