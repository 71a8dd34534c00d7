/**
 * The only file that knows Microsoft's libraries. botbuilder is out of support: its successor takes this file's place, and
 * nothing else changes. What it does here: check tokens, run a turn through CloudAdapter, and get tokens for our own calls.
 */
import { createDefaultHttpClient, createEmptyPipeline, createHttpHeaders } from '@azure/core-rest-pipeline';
import { createPipelineRequest, type HttpMethods, proxyPolicy, RestError } from '@azure/core-rest-pipeline';
import {
  type Activity as LibraryActivity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import { inTime } from '../../src/chat/in-time.ts';
import type { TeamsIdentity } from '../../src/config-teams.ts';
import type { Activity } from './activity.ts';
import { demandTeamsClaims, ISSUER } from './claims.ts';
import { quietly } from './quiet-library.ts';

/** A call that takes longer is lost. Milliseconds. */
const CALL_MS = 15_000;
const KEYS_MS = 8000;
const LOGIN_URL = 'https://login.microsoftonline.com/botframework.com';

/** Only of tests: a cloud of our own. */
export interface FakeCloud {
  /** Where its keys are. */
  openIdMetadataUrl: string;
  /** What we show it instead of a token of Entra. */
  token: string;
}

export interface TeamsSdkParts {
  identity: TeamsIdentity;
  fake?: FakeCloud | undefined;
}

export interface InvokeAnswer {
  status: number;
  body?: object | undefined;
}

export interface TeamsCall {
  method: Extract<HttpMethods, 'POST' | 'PUT' | 'DELETE'>;
  url: string;
  body?: object;
}

export interface CallResult {
  status: number;
  /** The header, if there is one. */
  retryAfter?: string | undefined;
  /** Parsed when it is JSON. */
  body: unknown;
}

/** A request whose token was found good. */
export interface GoodRequest {
  /** Runs one turn; what `work` gives is the answer of an invoke. */
  run: (work: () => Promise<InvokeAnswer | undefined>) => Promise<InvokeAnswer | undefined>;
}

export interface TeamsSdk {
  /** Undefined when the token is not good for this activity. @throws KeysUnavailable */
  authenticate: (activity: Activity, authorization: string) => Promise<GoodRequest | undefined>;
  /** What our calls carry; undefined without an app registration. @throws what Entra's client throws */
  authorization: () => Promise<string | undefined>;
  /** One call, not repeated, no redirect followed. @throws CallLost */
  call: (call: TeamsCall, authorization: string | undefined) => Promise<CallResult>;
}

/** Teams' keys could not be fetched: nobody's token can be checked right now. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** A call got no answer. */
export class CallLost extends Error {
  override readonly name = 'CallLost';
  /** The network's word, such as ECONNREFUSED; `ETIMEDOUT` when we did not wait longer. */
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super(`Teams was not reached (${code}).`, options);
    this.code = code;
  }
}

export function createTeamsSdk({ identity, fake }: TeamsSdkParts): TeamsSdk {
  const appId = identity.kind === 'registered' ? identity.appId : '';
  const factory = fake === undefined ? credentialsOf(identity) : new FakeCredentials(appId, fake.token);
  const authentication = new ConfigurationBotFrameworkAuthentication(
    { MicrosoftAppId: appId, ...cloudOf(fake) },
    factory,
    {
      requiredEndorsements: [],
      validateClaims: async (claims) => demandTeamsClaims(claims, appId),
    },
  );
  const adapter = new OwnAdapter(authentication);
  const client = createDefaultHttpClient();
  const pipeline = createEmptyPipeline();
  // What is on this machine is never behind a proxy.
  if (fake === undefined && appId !== '') pipeline.addPolicy(proxyPolicy());
  let credentials: ReturnType<typeof factory.createCredentials> | undefined;

  return {
    authenticate: async (activity, authorization) => {
      // The library writes into it.
      const given = { ...activity } as unknown as LibraryActivity;
      const checking = quietly(() => authentication.authenticateRequest(given, authorization)).catch(
        (error: unknown) => {
          if (isAboutKeys(error)) throw new KeysUnavailable('The keys of Teams cannot be fetched.', { cause: error });
          return undefined;
        },
      );
      // The library waits for ever for keys that do not come.
      const done = await inTime(
        checking.then((checked) => ({ checked })),
        KEYS_MS,
      );
      if (done === undefined) throw new KeysUnavailable('The keys of Teams did not come in time.');
      const { checked } = done;
      return checked && { run: (work) => adapter.runChecked(checked, given, work) };
    },
    authorization: async () => {
      if (appId === '') return undefined;
      credentials ??= factory.createCredentials(appId, ISSUER, LOGIN_URL, true);
      const request = { headers: createHttpHeaders() };
      await (await credentials).signRequest(request as unknown as Parameters<Signer>[0]);
      return request.headers.get('authorization');
    },
    call: async ({ method, url, body }, authorization) => {
      const headers = createHttpHeaders({ accept: 'application/json', 'user-agent': 'hvevent' });
      if (authorization !== undefined) headers.set('authorization', authorization);
      if (body !== undefined) headers.set('content-type', 'application/json; charset=utf-8');
      const request = createPipelineRequest({
        method,
        url,
        headers,
        timeout: CALL_MS,
        // Which addresses may be plain is decided before: this machine only.
        allowInsecureConnection: true,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const response = await pipeline.sendRequest(client, request).catch((error: unknown) => {
        throw new CallLost(lostCode(error), { cause: error });
      });
      return {
        status: response.status,
        retryAfter: response.headers.get('retry-after'),
        body: parsed(response.bodyAsText ?? ''),
      };
    },
  };
}

type Credentials = Awaited<ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']>>;
type Signer = Credentials['signRequest'];
type Checked = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>;

/** Opens the step behind the check of the token, so that the check is ours to time and to answer for. */
class OwnAdapter extends CloudAdapter {
  async runChecked(
    checked: Checked,
    activity: LibraryActivity,
    work: () => Promise<InvokeAnswer | undefined>,
  ): Promise<InvokeAnswer | undefined> {
    const answer = await this.processActivity(checked, activity, async (context) => {
      const value = await work();
      if (activity.type === 'invoke' && value !== undefined)
        await context.sendActivity({ type: 'invokeResponse', value });
    });
    return answer && { status: answer.status, body: answer.body as object | undefined };
  }
}

/** Tests have no Entra. */
class FakeCredentials extends ConfigurationServiceClientCredentialFactory {
  readonly #token: string;

  constructor(appId: string, token: string) {
    super({ MicrosoftAppId: appId, MicrosoftAppPassword: 'none' });
    this.#token = token;
  }

  override async createCredentials(): Promise<Credentials> {
    return {
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${this.#token}`);
        return request;
      },
    };
  }
}

function credentialsOf(identity: TeamsIdentity): ConfigurationServiceClientCredentialFactory {
  if (identity.kind === 'insecureLocal') return new ConfigurationServiceClientCredentialFactory({});
  const { appId, tenantId, credentials } = identity;
  const ids = { MicrosoftAppId: appId, MicrosoftAppTenantId: tenantId };
  switch (credentials.kind) {
    case 'managedIdentity':
      return new ConfigurationServiceClientCredentialFactory({ ...ids, MicrosoftAppType: 'UserAssignedMsi' });
    case 'password':
      return new ConfigurationServiceClientCredentialFactory({
        ...ids,
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppPassword: credentials.password.reveal(),
      });
    case 'certificate':
      return new ConfigurationServiceClientCredentialFactory({
        ...ids,
        MicrosoftAppType: 'SingleTenant',
        CertificateThumbprint: credentials.thumbprint,
        CertificatePrivateKey: credentials.privateKey.reveal(),
      });
    default:
      return credentials satisfies never;
  }
}

/** The library knows the public cloud by itself; of another, it wants every part. */
function cloudOf(fake: FakeCloud | undefined): Record<string, string> {
  if (fake === undefined) return {};
  return {
    ToChannelFromBotLoginUrl: LOGIN_URL,
    ToChannelFromBotOAuthScope: ISSUER,
    ToBotFromChannelTokenIssuer: ISSUER,
    OAuthUrl: ISSUER,
    ToBotFromChannelOpenIdMetadataUrl: fake.openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: fake.openIdMetadataUrl,
    CallerId: '',
  };
}

/** Its own two sentences for answers other than 2xx, and the errors of its fetch. */
function isAboutKeys(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'FetchError' || error.message.startsWith('Failed to load ');
}

function lostCode(error: unknown): string {
  if (error instanceof RestError) return error.code ?? 'UNKNOWN';
  return error instanceof Error && error.name === 'AbortError' ? 'ETIMEDOUT' : 'UNKNOWN';
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
