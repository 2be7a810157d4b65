/**
 * How Orca speaks here. It reads its settings from one JSON file at its start; ours say what differs
 * from its own: keys such as Tab and Return are not named, since what they bring about is spoken, and
 * the ends of landmarks are not told, since a screen has one column. A field that gets the focus is
 * typed into, also by somebody who was reading line by line just before: otherwise the first letters
 * of a secret would be taken for commands (4: the next heading of level 4) and be answered aloud.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Voice } from '../../core/contract/settings.ts';
import customizations from './orca-customizations.py?raw';
import { toDispatcherScales } from './speech-dispatcher.ts';

const general = {
  enableActionKeys: false,
  enableModifierKeys: false,
  enableFunctionKeys: false,
  enableNavigationKeys: false,
  speakContextLandmark: false,
  sayAllContextLandmark: false,
  caretNavTriggersFocusMode: true,
  structNavTriggersFocusMode: true,
};

/** Orca's own name for the voice that the synthesizer takes for a language by itself. */
const defaultVoice = 'default default voice';

/**
 * How Orca sounds so. Its scale of volume has ten steps of speech-dispatcher's from -35 to 100, with
 * fractions, which it rounds down. It forgets the language of a voice without a name.
 */
function toOrcaVoices(voice: Voice) {
  const { volume } = toDispatcherScales(voice);
  return {
    default: {
      established: true,
      rate: Math.min(99, voice.speechRate),
      gain: Math.ceil(((volume + 35) / 15) * 1000) / 1000,
      'average-pitch': 5,
      family: { name: defaultVoice, lang: voice.language, dialect: '' },
    },
    uppercase: { 'average-pitch': 7 },
    hyperlink: { established: false },
    system: { established: false },
  };
}

/** The text of Orca's user-settings.conf. */
export function formatOrcaSettings(voice: Voice): string {
  const voices = toOrcaVoices(voice);
  const profile = { voices, profile: ['Default', 'default'], pronunciations: {}, keybindings: {} };
  const all = { general, pronunciations: {}, keybindings: {}, profiles: { default: profile } };
  return JSON.stringify(all, null, 2);
}

/** Writes the settings, and what mends Orca itself, where the session's Orca looks for them. */
export async function writeOrcaSettings(
  environment: NodeJS.ProcessEnv,
  voice: Voice,
): Promise<void> {
  const data = environment['XDG_DATA_HOME'] ?? join(homedir(), '.local/share');
  const folder = join(data, 'orca');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'user-settings.conf'), formatOrcaSettings(voice));
  await writeFile(join(folder, 'orca-customizations.py'), customizations);
}
