/** The negotiations that an entry can show without an event at hand: those its cases name, else one of its samples. */
import type { Answerer } from '../../../src/answer.ts';
import type { Entry } from '../../../src/knowledge/knowledge.ts';
import type { Case } from '../../../src/knowledge/schema.ts';
import { type Course, courseOf } from './negotiation-steps.ts';

export interface EntryCourses {
  /** By id of the case whose conditions name the versions. */
  ofCase: ReadonlyMap<string, Course>;
  /** When no case names them. */
  general?: Course;
}

export function entryCourses(entry: Entry, answerer: Answerer): EntryCourses {
  const { protocols } = answerer.catalog.knowledge;
  if (entry.negotiation === undefined) return { ofCase: new Map() };
  const ofCase = new Map<string, Course>();
  for (const one of entry.cases) {
    const pinned = versionsOf(one);
    const course = pinned.size === 0 ? undefined : courseOf(entry, pinned, protocols);
    if (course) ofCase.set(one.id, course);
  }
  if (ofCase.size > 0) return { ofCase };
  const general = courseOf(entry, new Map(), protocols) ?? sampleCourse(entry, answerer);
  return general ? { ofCase, general } : { ofCase };
}

/** Inserts that the conditions of a case compare with one version. */
function versionsOf({ when }: Case): Map<string, string> {
  const versions = new Map<string, string>();
  for (const condition of when) {
    if (!('protocol' in condition) || condition.is !== 'same' || !('version' in condition.than)) continue;
    versions.set(condition.insert, condition.than.version);
  }
  return versions;
}

function sampleCourse(entry: Entry, answerer: Answerer): Course | undefined {
  for (const { text } of entry.samples) {
    const finding = answerer.answer(text).findings.find(({ key }) => key === entry.key);
    const course =
      finding && courseOf(entry, new Map(Object.entries(finding.inserts)), answerer.catalog.knowledge.protocols);
    if (course) return course;
  }
  return undefined;
}
