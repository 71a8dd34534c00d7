import { Buffer } from 'node:buffer';
import { type Json, text } from '../json.ts';
import { type Call, type MethodTable, Refusal } from '../method.ts';
import { grantTokens } from '../oauth.ts';

export const oauthMethods = {
  'oauth.v2.access': {
    open: true,
    run: (call) => {
      checkClient(call);
      const { args, context } = call;
      const isRefresh = args['grant_type'] === 'refresh_token';
      const value = text(isRefresh ? args['refresh_token'] : args['code']);
      const grant = value === undefined ? undefined : context.state.grants.get(value);
      if (grant === undefined || (grant.kind === 'refresh') !== isRefresh) {
        throw new Refusal(isRefresh ? 'invalid_refresh_token' : 'invalid_code');
      }
      if (grant.used) throw new Refusal(isRefresh ? 'invalid_refresh_token' : 'code_already_used');
      if (!isRefresh && grant.redirectUri !== text(args['redirect_uri'])) throw new Refusal('bad_redirect_uri');
      grant.used = true;
      return grantTokens(context, grant);
    },
  },
} as const satisfies MethodTable;

/** The client's id and secret, from the form or from HTTP Basic authentication. */
function checkClient({ args, context, request }: Call): void {
  const basic =
    request.headers.authorization?.startsWith('Basic ') === true ? request.headers.authorization.slice(6) : '';
  const [basicId = '', basicSecret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  const given: Json = { client_id: basicId, client_secret: basicSecret, ...args };
  if (given['client_id'] !== context.app.clientId) throw new Refusal('invalid_client_id');
  if (given['client_secret'] !== context.app.clientSecret) throw new Refusal('bad_client_secret');
}
