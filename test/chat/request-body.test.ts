import { describe, expect, it } from 'vitest';
import { createBodyReader, type IncomingBody, objectIn } from '../../src/chat/request-body.ts';

/** A body in parts; it ends when `end` resolves, or early when it is destroyed. */
function bodyOf(parts: readonly string[], { length, end }: { length?: string; end?: Promise<void> } = {}) {
  let cut: (error: Error) => void = () => undefined;
  const destroyed = new Promise<never>((_, reject) => (cut = reject));
  destroyed.catch(() => undefined);
  const body: IncomingBody = {
    headers: { 'content-length': length },
    destroy: () => cut(new Error('aborted')),
    async *[Symbol.asyncIterator]() {
      for (const part of parts) yield Buffer.from(part);
      if (end !== undefined) await Promise.race([end, destroyed]);
    },
  };
  return body;
}

describe('the body of a request', () => {
  it('comes whole, and is refused when it is too long, said or not', async () => {
    const read = createBodyReader({ mostBytes: 6 });

    expect(await read(bodyOf(['{"a"', ':1}'].map((part) => part.slice(0, 3))))).toEqual({
      bytes: Buffer.from('{"a:1}'),
    });
    expect(await read(bodyOf(['1234', '567']))).toEqual({ refused: 413 });
    expect(await read(bodyOf([], { length: '7' }))).toEqual({ refused: 413 });
  });

  it('waits for few at a time, and takes new ones when they are over', async () => {
    const read = createBodyReader({ mostBytes: 6, reading: { most: 1, ms: 60_000 } });
    const ends = Promise.withResolvers<void>();
    const slow = read(bodyOf(['a'], { end: ends.promise }));

    expect(await read(bodyOf(['b']))).toEqual({ refused: 503 });
    ends.resolve();
    await slow;
    expect(await read(bodyOf(['b']))).toEqual({ bytes: Buffer.from('b') });
  });

  it('is cut off when it does not come, and its place is free again', async () => {
    const read = createBodyReader({ mostBytes: 6, reading: { most: 1, ms: 1 } });

    await expect(read(bodyOf(['a'], { end: Promise.withResolvers<void>().promise }))).rejects.toThrow('aborted');
    expect(await read(bodyOf(['b']))).toEqual({ bytes: Buffer.from('b') });
  });

  it.each(['', 'null', '[]', '"a"', '{', '1'])('holds no object: %s', (text) => {
    expect(objectIn(text)).toBeUndefined();
  });
});
