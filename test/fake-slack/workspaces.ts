/** Setting the scene: workspaces with people, channels and other bots. */
import type { Context } from './context.ts';
import { addToken } from './oauth.ts';
import { type Channel, type Enterprise, type Person, type Workspace, newId } from './state.ts';

interface GivenPerson {
  name: string;
  realName?: string;
  /** Default: "en-US". */
  locale?: string;
}

interface GivenChannel {
  name: string;
  kind?: 'public' | 'private';
  /** Whether the app is a member. Default: true. */
  withApp?: boolean;
}

export interface GivenWorkspace {
  name?: string;
  /** Makes it part of an Enterprise Grid organisation. */
  enterprise?: Enterprise;
  /** The app is installed for the organisation: payloads come without a team. */
  orgInstall?: boolean;
  /** Default: true, with a bot token. */
  installed?: boolean;
  /** Scopes of the bot token. Default: those of the app. */
  scopes?: readonly string[];
  people?: readonly GivenPerson[];
  channels?: readonly GivenChannel[];
}

export interface AddedWorkspace extends Workspace {
  /** Empty when the app is not installed. */
  botToken: string;
}

const PEOPLE: readonly GivenPerson[] = [
  { name: 'alice', realName: 'Alice Baker', locale: 'en-US' },
  { name: 'hanako', realName: '山田 花子', locale: 'ja-JP' },
];
const CHANNELS: readonly GivenChannel[] = [
  { name: 'general' },
  { name: 'no-app', withApp: false },
  { name: 'secret', kind: 'private', withApp: false },
];

export function addWorkspace(context: Context, given: GivenWorkspace): AddedWorkspace {
  const { state, app } = context;
  const { name = 'Fake', people = PEOPLE, channels = CHANNELS, installed = true, scopes = app.scopes } = given;
  const id = newId('T');
  const bot = { userId: newId('U'), botId: newId('B') };
  const domain = name.toLowerCase().replaceAll(' ', '-');
  const workspace: Workspace = {
    id,
    name,
    domain,
    bot,
    installed,
    ...(given.enterprise === undefined ? {} : { enterprise: given.enterprise }),
    ...(given.orgInstall === undefined ? {} : { orgInstall: given.orgInstall }),
  };
  state.workspaces.set(id, workspace);
  addPerson(context, id, { name: 'hvevent', realName: 'hvevent' }, bot.userId);
  const ids = people.map((person) => addPerson(context, id, person).id);
  for (const channel of channels) addChannel(context, workspace, { channel, people: ids });
  const botToken = installed
    ? addToken(context, { kind: 'bot', team: id, user: bot.userId, scopes: new Set(scopes) })
    : '';
  return { ...workspace, botToken };
}

function addPerson({ state }: Context, team: string, given: GivenPerson, botId?: string): Person {
  const { name, realName = name, locale = 'en-US' } = given;
  const tz = locale.startsWith('ja') ? 'Asia/Tokyo' : 'America/Los_Angeles';
  const isGrid = state.workspaces.get(team)?.enterprise !== undefined;
  const person: Person = {
    id: botId ?? newId(isGrid ? 'W' : 'U'),
    team,
    name,
    realName,
    locale,
    tz,
    isBot: botId !== undefined,
  };
  state.people.set(person.id, person);
  return person;
}

function addChannel(
  { state }: Context,
  workspace: Workspace,
  { channel: given, people }: { channel: GivenChannel; people: readonly string[] },
): Channel {
  const { name, kind = 'public', withApp = true } = given;
  const members = new Set([...people, ...(withApp ? [workspace.bot.userId] : [])]);
  const channel: Channel = { id: newId('C'), name, team: workspace.id, kind, members };
  state.channels.set(channel.id, channel);
  return channel;
}
