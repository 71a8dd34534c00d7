/** Messages, views, people, channels and files as Slack writes them in answers and payloads. */
import type { Context } from './context.ts';
import type { Json } from './json.ts';
import type { Channel, Message, Person, SlackFile, View, Workspace } from './state.ts';

export function wireMessage(context: Context, message: Message): Json {
  const { state, app } = context;
  const files = (message.files ?? []).flatMap((id) => {
    const file = state.files.get(id);
    return file === undefined ? [] : [wireFile(context, file)];
  });
  const isBot = message.bot_id !== undefined;
  return {
    type: 'message',
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    user: message.user,
    ...(isBot ? { bot_id: message.bot_id, app_id: message.app_id ?? app.appId } : {}),
    text: message.text,
    ts: message.ts,
    team: message.team,
    ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(files.length === 0 ? {} : { files, upload: false }),
    ...(message.edited === true ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    ...(message.reactions === undefined
      ? {}
      : { reactions: message.reactions.map(({ name, user }) => ({ name, users: [user], count: 1 })) }),
  };
}

function wireFile({ url }: Context, file: SlackFile): Json {
  if (file.slackConnect === true) return { id: file.id, file_access: 'check_file_info', mode: 'file_access' };
  return wireWholeFile(url(), file);
}

/** A file with its download address, as files.info answers. */
export function wireWholeFile(url: string, file: SlackFile): Json {
  const path = `${url}/files-pri/${file.team}-${file.id}`;
  const name = encodeURIComponent(file.name);
  const extension = file.name.includes('.') ? (file.name.split('.').at(-1) ?? '') : 'text';
  return {
    id: file.id,
    created: 0,
    timestamp: 0,
    name: file.name,
    title: file.name,
    mimetype: file.mimetype,
    filetype: extension.toLowerCase(),
    pretty_type: extension.toUpperCase(),
    user: file.user,
    user_team: file.team,
    editable: file.mode === 'snippet',
    size: file.claimedSize ?? file.content.length,
    mode: file.mode,
    is_external: false,
    is_public: false,
    channels: file.channels,
    file_access: 'visible',
    url_private: `${path}/${name}`,
    url_private_download: `${path}/download/${name}`,
    permalink: `${url}/files/${file.user}/${file.id}/${name}`,
  };
}

export function wireView({ state, app }: Context, view: View): Json {
  const { payload } = view;
  const bot = state.workspaces.get(view.team)?.bot;
  return {
    id: view.id,
    team_id: view.team,
    app_id: app.appId,
    app_installed_team_id: view.team,
    bot_id: bot?.botId,
    title: { type: 'plain_text', text: 'View Title', emoji: true },
    close: null,
    submit: null,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...payload,
    state: { values: view.values },
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
  };
}

export function wirePerson(person: Person, { locale }: { locale: boolean }): Json {
  return {
    id: person.id,
    team_id: person.team,
    name: person.name,
    real_name: person.realName,
    deleted: false,
    tz: person.tz,
    is_bot: person.isBot,
    is_app_user: false,
    is_admin: false,
    is_owner: false,
    updated: 0,
    profile: { real_name: person.realName, display_name: person.name, team: person.team },
    // Slack leaves the locale out unless it is asked for.
    ...(locale ? { locale: person.locale } : {}),
  };
}

export function wireChannel(channel: Channel, workspace: Workspace): Json {
  const isIm = channel.kind === 'im';
  return {
    id: channel.id,
    ...(isIm ? { user: channel.withUser } : { name: channel.name, name_normalized: channel.name }),
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: isIm,
    is_mpim: false,
    is_private: channel.kind !== 'public',
    is_archived: false,
    is_member: channel.members.has(workspace.bot.userId),
    is_ext_shared: false,
    is_org_shared: false,
    context_team_id: workspace.id,
    num_members: channel.members.size,
  };
}
