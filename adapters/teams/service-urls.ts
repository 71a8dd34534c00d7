/** To which addresses we speak, and from which we fetch files: a token of ours, or a request of our server, goes nowhere else. */
import { isLoopbackHost } from '../../src/config-teams.ts';

/** Of the public cloud, and of the one for United States authorities that shares its keys. */
const PUBLIC_CLOUD = ['https://smba.trafficmanager.net', 'https://smba.infra.gcc.teams.microsoft.com'];
/** Where Teams keeps files of chats: OneDrive and SharePoint, each customer under its own name. */
const FILE_HOSTS = ['.sharepoint.com'];
const LONGEST = 2000;

export interface ServiceUrlOptions {
  /** Of the settings. */
  more: readonly string[];
  /** Everything on this machine, and nothing else: `teams.insecureLocal`. */
  loopbackOnly?: boolean;
  /** Only of tests: an address on this machine that is trusted like Teams' own. */
  fake?: string | undefined;
}

export interface ServiceUrls {
  /** Whether conversations may be there. */
  serves: (url: string) => boolean;
  /** Whether files may be fetched from there. */
  keepsFiles: (url: string) => boolean;
}

export function createServiceUrls({ more, loopbackOnly = false, fake }: ServiceUrlOptions): ServiceUrls {
  const fakeOrigin = fake === undefined ? undefined : new URL(fake).origin;
  const origins = new Set([...PUBLIC_CLOUD, ...more].map((url) => new URL(url).origin));
  const isLocal = (url: URL): boolean =>
    loopbackOnly ? isLoopbackHost(url.hostname.replace(/^\[|\]$/g, '')) : url.origin === fakeOrigin;
  return {
    serves: (text) => {
      const url = plainUrl(text);
      if (url === undefined || url.search !== '' || url.hash !== '') return false;
      return isLocal(url) || (!loopbackOnly && url.protocol === 'https:' && origins.has(url.origin));
    },
    keepsFiles: (text) => {
      const url = plainUrl(text);
      if (url === undefined) return false;
      const isFileHost = FILE_HOSTS.some((ending) => url.hostname.endsWith(ending)) && url.port === '';
      return isLocal(url) || (!loopbackOnly && url.protocol === 'https:' && isFileHost);
    },
  };
}

/** Nothing of a user's in front of the host: `https://smba.trafficmanager.net@evil.example`. */
function plainUrl(text: string): URL | undefined {
  if (text.length > LONGEST || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isHttp = url.protocol === 'https:' || url.protocol === 'http:';
  return isHttp && url.username === '' && url.password === '' ? url : undefined;
}
