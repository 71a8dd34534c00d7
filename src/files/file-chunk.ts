/** What files are cut into. */

/** A part of a file that can be answered by itself: one event, or a few of a text without clear borders. */
export interface FileChunk {
  /** At most `READ_LIMITS.characters`. */
  text: string;
  /** How much of the file is done with it, from 0 to 1. */
  done: number;
  /** One event for certain, so that nothing around it belongs to it. */
  single: boolean;
}
