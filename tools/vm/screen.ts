import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import type { QmpClient } from './qmp.ts';

export interface Picture {
  width: number;
  height: number;
  /** Distinct colours among the sampled pixels: a text console has a handful, a page many. */
  colours: number;
  /** The most frequent colour as `#rrggbb`, and its share of the pixels (0 to 1). */
  background: string;
  backgroundShare: number;
  /** Equal for equal pictures. */
  digest: string;
}

/** Reads a binary PPM (P6, 8 bits), which is QEMU's raw screen dump. Undefined if cut short. */
export function parsePpm(
  data: Buffer,
): { width: number; height: number; pixels: Buffer } | undefined {
  const match = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(data.subarray(0, 64).toString('latin1'));
  if (match === null) return undefined;
  const width = Number(match[1]);
  const height = Number(match[2]);
  const pixels = data.subarray(match[0].length);
  return pixels.length === width * height * 3 ? { width, height, pixels } : undefined;
}

/** Measures what can be said about a picture without looking at it. */
export function measurePicture(width: number, height: number, pixels: Buffer): Picture {
  const counts = new Map<number, number>();
  for (let offset = 0; offset < pixels.length; offset += 3) {
    const colour = pixels.readUIntBE(offset, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  let background = 0;
  for (const [colour, count] of counts)
    if (count > (counts.get(background) ?? 0)) background = colour;
  return {
    width,
    height,
    colours: counts.size,
    background: `#${background.toString(16).padStart(6, '0')}`,
    backgroundShare: (counts.get(background) ?? 0) / (width * height),
    digest: createHash('sha256').update(pixels).digest('hex'),
  };
}

/** Writes the screen to `file` as PNG. */
export async function saveScreenshot(qmp: QmpClient, file: string): Promise<void> {
  await qmp.execute('screendump', { filename: file, format: 'png' });
}

/** Looks at the screen now; `scratchFile` is written and removed. Undefined while there is none. */
export async function takePicture(
  qmp: QmpClient,
  scratchFile: string,
): Promise<Picture | undefined> {
  try {
    await qmp.execute('screendump', { filename: scratchFile, format: 'ppm' });
    const ppm = parsePpm(await readFile(scratchFile));
    return ppm && measurePicture(ppm.width, ppm.height, ppm.pixels);
  } catch {
    return undefined; // Between two modes QEMU has no picture to give; callers wait and ask again.
  } finally {
    await rm(scratchFile, { force: true });
  }
}
