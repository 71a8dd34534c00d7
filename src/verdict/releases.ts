/** Full names of the Windows releases that entries name by their short forms. */
import type { Entry } from '../knowledge/knowledge.ts';

type Release = Entry['appliesTo'][number];

const RELEASE_NAMES: Record<Release, string> = {
  W2000: 'Windows 2000',
  XP: 'Windows XP',
  WS2003: 'Windows Server 2003',
  WS2008: 'Windows Server 2008',
  Vista: 'Windows Vista',
  WS2008R2: 'Windows Server 2008 R2',
  WS2008R2SP1: 'Windows Server 2008 R2 SP1',
  Win7: 'Windows 7',
  Win7SP1: 'Windows 7 SP1',
  WS2012: 'Windows Server 2012',
  Win8: 'Windows 8',
  WS2012R2: 'Windows Server 2012 R2',
  'Win8.1': 'Windows 8.1',
  WS2016: 'Windows Server 2016',
  Win10: 'Windows 10',
  WS2019: 'Windows Server 2019',
  WS2022: 'Windows Server 2022',
  Win11: 'Windows 11',
  WS2025: 'Windows Server 2025',
};

/** `Windows Server 2008 R2` for `WS2008R2`; the same in both languages. */
export function releaseName(release: Release): string {
  return RELEASE_NAMES[release];
}
