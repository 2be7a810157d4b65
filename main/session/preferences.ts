/** What the ESP keeps of the settings; it is known a moment after the session has begun. */
import { execa } from 'execa';
import { z } from 'zod';
import { settingsSchema, type Settings } from '../../core/contract/settings.ts';

const keptSchema = z.object({ preferences: settingsSchema.partial() });

/** What the ESP keeps, asked of `lifeboat preferences --json`; nothing where it can't be had. */
export async function readKeptPreferences(command: {
  file: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}): Promise<Partial<Settings>> {
  const { stdout } = await execa(command.file, [...command.args, 'preferences', '--json'], {
    env: command.env,
    reject: false,
    stdin: 'ignore',
    timeout: 60_000,
  });
  try {
    return keptSchema.parse(JSON.parse(stdout)).preferences as Partial<Settings>;
  } catch {
    return {};
  }
}
