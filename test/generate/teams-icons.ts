/**
 * Draws the two icons of the Teams app: a speech bubble with a tick. `node test/generate/teams-icons.ts` writes them again.
 *
 * Shapes are distances (below zero: inside), so that edges are smooth at every size.
 */
import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

type Shape = (x: number, y: number) => number;
type Rgb = readonly [number, number, number];

const NAVY: Rgb = [0x1f, 0x3a, 0x5f];
const WHITE: Rgb = [0xff, 0xff, 0xff];
const GREEN: Rgb = [0x1a, 0x8f, 0x5a];

/** All shapes stand in a square of one by one. */
const bubble = joined(
  roundedBox({ left: 0.24, top: 0.25, right: 0.76, bottom: 0.64 }, 0.1),
  triangle([0.32, 0.6], [0.5, 0.6], [0.34, 0.76]),
);
/** On whole pixels of the small icon. */
const frame = roundedBox({ left: 2 / 32, top: 3 / 32, right: 30 / 32, bottom: 23 / 32 }, 5 / 32);
const frameTail = triangle([7 / 32, 22 / 32], [15 / 32, 22 / 32], [7.5 / 32, 30 / 32]);
const TICK = [
  [0.39, 0.45],
  [0.47, 0.53],
  [0.62, 0.36],
] as const;
const WIDE_TICK = [
  [0.3, 0.4],
  [0.44, 0.54],
  [0.7, 0.26],
] as const;

export interface Icon {
  size: number;
  /** RGBA, row by row. */
  pixels: Uint8Array;
}

/** 192 x 192: the bubble in the middle half, because Teams may cut the corners off. */
export function colorIcon(): Icon {
  const tick = line(TICK, 0.035);
  return draw(192, [
    [() => -1, NAVY],
    [bubble, WHITE],
    [tick, GREEN],
  ]);
}

/** 32 x 32: white on nothing. */
export function outlineIcon(): Icon {
  const ring: Shape = (x, y) => Math.abs(frame(x, y) + 1 / 32) - 1 / 32;
  return draw(32, [[joined(joined(ring, frameTail), line(WIDE_TICK, 0.045)), WHITE]]);
}

function draw(size: number, layers: readonly (readonly [Shape, Rgb])[]): Icon {
  const pixels = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const at = (row * size + column) * 4;
      for (const [shape, color] of layers) {
        const distance = shape((column + 0.5) / size, (row + 0.5) / size) * size;
        paint(pixels.subarray(at, at + 4), color, Math.min(Math.max(0.5 - distance, 0), 1));
      }
    }
  }
  return { size, pixels };
}

/** The colour of a pixel is that of what covers it, however little: nothing shines through from an empty ground. */
function paint(pixel: Uint8Array, color: Rgb, cover: number): void {
  const [r = 0, g = 0, b = 0, a = 0] = pixel;
  const before = a / 255;
  const alpha = cover + before * (1 - cover);
  if (alpha === 0) return;
  const mixed = [r, g, b].map((old, i) => Math.round(((color[i] ?? 0) * cover + old * before * (1 - cover)) / alpha));
  pixel.set([...mixed, Math.round(alpha * 255)]);
}

function roundedBox(
  { left, top, right, bottom }: { left: number; top: number; right: number; bottom: number },
  radius: number,
): Shape {
  return (x, y) => {
    const dx = Math.max(left + radius - x, x - right + radius);
    const dy = Math.max(top + radius - y, y - bottom + radius);
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
  };
}

type Point = readonly [number, number];

/** Of points that go round clockwise. */
function triangle(a: Point, b: Point, c: Point): Shape {
  const edges = [
    [a, b],
    [b, c],
    [c, a],
  ] as const;
  return (x, y) =>
    Math.max(
      ...edges.map(([[ax, ay], [bx, by]]) => {
        const length = Math.hypot(bx - ax, by - ay);
        return ((by - ay) * (x - ax) - (bx - ax) * (y - ay)) / length;
      }),
    );
}

function line(points: readonly Point[], half: number): Shape {
  return (x, y) => {
    let nearest = Infinity;
    for (const [i, [bx, by]] of points.entries()) {
      const [ax, ay] = points[i - 1] ?? [bx, by];
      const [dx, dy] = [bx - ax, by - ay];
      const along = dx * dx + dy * dy;
      const t = along === 0 ? 0 : Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / along, 0), 1);
      nearest = Math.min(nearest, Math.hypot(x - ax - dx * t, y - ay - dy * t));
    }
    return nearest - half;
  };
}

function joined(one: Shape, other: Shape): Shape {
  return (x, y) => Math.min(one(x, y), other(x, y));
}

/** PNG, eight bits a channel, with alpha. */
export function toPng({ size, pixels }: Icon): Uint8Array {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row += 1)
    rows.set(pixels.subarray(row * size * 4, (row + 1) * size * 4), row * (size * 4 + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND')]);
}

function chunk(name: string, data: Uint8Array = new Uint8Array()): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

if (import.meta.main) {
  writeFileSync('deploy/teams/color.png', toPng(colorIcon()));
  writeFileSync('deploy/teams/outline.png', toPng(outlineIcon()));
}
