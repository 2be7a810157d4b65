/*
 * `npm run screens`: a picture of every screen in every theme into out/screens/, and of the ones that
 * hold most in all sizes; `-- --docs` renews the small ones in docs/screens/ instead.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { screenSchema } from '../core/contract/ipc.ts';
import { themes } from '../core/contract/settings.ts';
import { unlockMoments } from '../test/helpers/unlock-moments.ts';
import { openCamera, type View } from './lib/camera.ts';
import { runCommand } from './lib/errors.ts';
import { parseOptions } from './lib/options.ts';
import { outDir, repositoryDir } from './lib/paths.ts';
import { say } from './lib/steps.ts';

type Shot = View & { file: string };

const machine = 'workshop';

const everyScreen: Shot[] = themes.flatMap((theme) =>
  screenSchema.options.map((screen) => ({ file: `${screen}-${theme}`, screen, theme, machine })),
);

const sizes = [
  { width: 640, height: 480 },
  { width: 800, height: 600 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 640, height: 480, size: 400 },
  { width: 1280, height: 800, size: 200 },
];
const everySize: Shot[] = sizes.flatMap((view) =>
  (['what-happened', 'disks', 'versions'] as const).map((screen) => ({
    ...view,
    file: `${screen}-${view.width}x${view.height}-${view.size ?? 100}`,
    screen,
    machine,
  })),
);

const goBack = 'Go back to Demo 1.0';
const clear = 'Clear away the unfinished upgrade to Demo 1.2';
/** The stages of a change on machines of test/helpers/machines/changes.ts. */
const stages: Shot[] = [
  { file: 'choice', screen: 'go-back', machine: 'makeOpen' },
  { file: 'preview', screen: 'what-happened', machine: 'makeOpen', press: [goBack] },
  { file: 'question', screen: 'what-happened', machine: 'makeOpen', press: [goBack, goBack] },
  {
    file: 'upgrade',
    screen: 'what-happened',
    machine: 'makeTornUpgrade',
    press: [clear],
  },
  { file: 'interrupted', screen: 'go-back', machine: 'makeCutOff' },
  {
    file: 'refused',
    screen: 'what-happened',
    machine: 'makeLostUpgrade',
    press: ['Finish the upgrade to Demo 1.2'],
  },
].flatMap((stage) =>
  [
    { width: 1280, height: 800 },
    { width: 640, height: 480 },
    { width: 1280, height: 800, size: 200 },
  ].map((view) => ({
    ...stage,
    ...view,
    file: `go-back-${stage.file}-${view.width}x${view.height}-${view.size ?? 100}`,
  })),
);

/** Unlocking, moment by moment. */
const moments: Shot[] = Object.keys(unlockMoments).flatMap((moment) =>
  [
    { width: 1280, height: 800 },
    { width: 640, height: 480 },
    { width: 1280, height: 800, theme: 'contrast' },
  ].map((view) => ({
    ...view,
    file: `unlock-moment-${moment}-${view.width}x${view.height}${'theme' in view ? `-${view.theme}` : ''}`,
    screen: 'unlock',
    moment,
  })),
);

/** The keys to tap, below a field. */
const keyboards: Shot[] = [
  { width: 1280, height: 800 },
  { width: 800, height: 600, theme: 'dark' },
  { width: 640, height: 480 },
  { width: 1280, height: 800, size: 400 },
].map((view) => ({
  ...view,
  file: `unlock-keyboard-${view.width}x${view.height}-${view.size ?? 100}`,
  screen: 'unlock',
  screenKeyboard: true,
}));

/** Those of docs/screens/: every screen in every theme, and the hardest sizes and languages. */
const docs: Shot[] = [
  ...everyScreen.map((shot) => ({
    ...shot,
    file: shot.theme === 'light' ? shot.screen : shot.file,
  })),
  ...(['what-happened', 'versions', 'unlock'] as const).flatMap((screen) =>
    [
      { width: 640, height: 480 },
      { width: 1280, height: 800, size: 400 },
    ].map((view) => ({
      ...view,
      file: `${screen}-${view.width}x${view.height}-${view.size ?? 100}`,
      screen,
      machine,
    })),
  ),
  ...['insert', 'pin', 'touch', 'blocked', 'key'].map((moment) => ({
    ...{ file: `unlock-${moment}`, screen: 'unlock', moment },
  })),
  { file: 'go-back-preview', screen: 'what-happened', machine: 'makeOpen', press: [goBack] },
  {
    file: 'go-back-question',
    screen: 'what-happened',
    machine: 'makeOpen',
    press: [goBack, goBack],
  },
  { file: 'what-happened-ar', screen: 'what-happened', machine, language: 'ar' },
  { file: 'unlock-ar', screen: 'unlock', language: 'ar' },
  { file: 'what-happened-ja', screen: 'what-happened', machine, language: 'ja' },
  { file: 'unlock-keyboard', screen: 'unlock', screenKeyboard: true },
  { file: 'versions-dense', screen: 'versions', machine, isDense: true },
];
/** Three of five pixels are enough for a page that shows them, and less than half of the bytes. */
const docsScale = 0.6;

await runCommand(async () => {
  const { values, positionals } = parseOptions(
    { docs: { type: 'boolean' } },
    'use `npm run screens`, `npm run screens -- NAME` or `npm run screens -- --docs`.',
  );
  const folder =
    values.docs === true ? join(repositoryDir, 'docs/screens') : join(outDir, 'screens');
  const all =
    values.docs === true
      ? docs
      : [...everyScreen, ...everySize, ...stages, ...moments, ...keyboards];
  const shots = all.filter(({ file }) => positionals.every((name) => file.includes(name)));
  mkdirSync(folder, { recursive: true });
  const camera = await openCamera({ scale: values.docs === true ? docsScale : 1 });
  try {
    for (const { file, ...view } of shots) {
      const page = await camera.show(view);
      await page.screenshot({ path: join(folder, `${file}.png`) });
    }
  } finally {
    await camera.close();
  }
  say(`  ${shots.length} pictures are in ${folder}.`);
});
