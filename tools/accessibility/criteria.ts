/**
 * What is claimed of accessibility, criterion by criterion, and the tests that show it. A claim
 * without a test is not made: what nobody has tested stands here as `not tested`. Titles are those of
 * WCAG 2.2 and EN 301 549; a test is named by its file and its title, as they are in the repository.
 */
export type Outcome = 'supported' | 'in part' | 'not tested' | 'not applicable';

export interface Criterion {
  id: string;
  title: string;
  level: 'A' | 'AA' | 'AAA' | 'EN';
  outcome: Outcome;
  tests: readonly Evidence[];
  /** What is known to be missing, or why the criterion does not apply. */
  note: string;
}

type Evidence = readonly [file: string, title: string];
type Row = readonly [
  id: string,
  title: string,
  level: Criterion['level'],
  outcome: Outcome,
  tests: readonly Evidence[],
  note?: string,
];

const screens = 'test/app/screens.test.ts';
const app = 'renderer/app.test.tsx';
const keys = 'renderer/keys.test.tsx';
const journey = 'renderer/journey.test.tsx';
const byEar = 'test/app/journey.test.ts';
const unlock = 'renderer/features/unlock/unlock.test.tsx';
const dialogue = 'renderer/features/unlock/unlock-dialogue.test.tsx';
const terminal = 'renderer/features/terminal/terminal.test.tsx';
const small = 'renderer/screens.test.tsx';
const tokens = 'renderer/ui/tokens.test.ts';
const imageJourney = 'test/image/journey.test.ts';

const axe: Evidence = [
  screens,
  'has no violation that axe finds in any theme, text contrast of 7:1 included',
];
const focus: Evidence = [screens, 'shows the focus at every stop of Tab in any theme'];
const reflow: Evidence = [screens, 'needs no sideways scrolling at any size of screen and text'];
const bears: Evidence = [
  screens,
  'bears wide letters, words and lines, less motion, and colours of the system',
];
const tabs: Evidence = [
  app,
  'Tab meets every control of %s on one round, and Shift+Tab on the way back',
];
const names: Evidence = [app, '%s passes axe, names itself and stands in the list of screens'];
const asks: Evidence = [byEar, 'asks in a dialogue whose first answer changes nothing'];
const stepsSaid: Evidence = [journey, 'says each step of the change once'];
const wholeWay: Evidence = [
  journey,
  'goes from the first screen to the restart, wrong passphrase and all',
];
const noTimedMedia = 'There is no recorded sound and no film.';

const rows: readonly Row[] = [
  ['1.1.1', 'Non-text Content', 'A', 'supported', [axe, names]],
  ['1.2.1', 'Audio-only and Video-only', 'A', 'not applicable', [], noTimedMedia],
  ['1.2.2', 'Captions (Prerecorded)', 'A', 'not applicable', [], noTimedMedia],
  ['1.2.3', 'Audio Description or Alternative', 'A', 'not applicable', [], noTimedMedia],
  ['1.2.4', 'Captions (Live)', 'AA', 'not applicable', [], noTimedMedia],
  ['1.2.5', 'Audio Description', 'AA', 'not applicable', [], noTimedMedia],
  ['1.3.1', 'Info and Relationships', 'A', 'supported', [axe, names]],
  [
    '1.3.2',
    'Meaningful Sequence',
    'A',
    'supported',
    [tabs, [screens, '%s runs the other way, and axe finds nothing']],
  ],
  [
    '1.3.3',
    'Sensory Characteristics',
    'A',
    'supported',
    [wholeWay, [dialogue, 'hears a tone for what is wanted']],
  ],
  [
    '1.3.4',
    'Orientation',
    'AA',
    'not tested',
    [],
    'The page follows any width and height; no test turns a screen.',
  ],
  [
    '1.3.5',
    'Identify Input Purpose',
    'AA',
    'not applicable',
    [],
    'The one field about the person is a free name for a record.',
  ],
  [
    '1.4.1',
    'Use of Color',
    'A',
    'supported',
    [bears],
    'Each state is a shape and a word beside its colour.',
  ],
  [
    '1.4.2',
    'Audio Control',
    'A',
    'supported',
    [
      [keys, 'Super+Alt+S turns speech on and off'],
      [
        'renderer/features/speech/speech-offer.test.tsx',
        'is ended by any other key, and does not come again',
      ],
    ],
  ],
  ['1.4.3', 'Contrast (Minimum)', 'AA', 'supported', [axe, [tokens, 'keeps text at 7:1']]],
  [
    '1.4.4',
    'Resize Text',
    'AA',
    'supported',
    [reflow, [small, 'takes up language, text size and colours at once']],
  ],
  [
    '1.4.5',
    'Images of Text',
    'AA',
    'supported',
    [axe],
    'There are none; the terminal can be read as text.',
  ],
  ['1.4.6', 'Contrast (Enhanced)', 'AAA', 'supported', [axe, [tokens, 'keeps text at 7:1']]],
  [
    '1.4.10',
    'Reflow',
    'AA',
    'supported',
    [reflow],
    'The terminal keeps its columns; “Read as text” wraps.',
  ],
  [
    '1.4.11',
    'Non-text Contrast',
    'AA',
    'supported',
    [focus, [tokens, 'keeps parts of the interface and the focus ring at 3:1']],
  ],
  ['1.4.12', 'Text Spacing', 'AA', 'supported', [bears]],
  [
    '1.4.13',
    'Content on Hover or Focus',
    'AA',
    'not applicable',
    [],
    'Nothing appears on hover or focus.',
  ],
  ['2.1.1', 'Keyboard', 'A', 'supported', [wholeWay, tabs]],
  [
    '2.1.2',
    'No Keyboard Trap',
    'A',
    'supported',
    [
      tabs,
      [keys, 'F6 goes round the regions of a screen, Shift+F6 the other way'],
      [terminal, 'keeps Escape for the program and leaves F1 to the page'],
    ],
  ],
  ['2.1.3', 'Keyboard (No Exception)', 'AAA', 'supported', [wholeWay, tabs]],
  [
    '2.1.4',
    'Character Key Shortcuts',
    'A',
    'in part',
    [
      [
        'renderer/features/speech/speech-offer.test.tsx',
        'is taken up with Space, which does nothing else',
      ],
    ],
    'No letter is a command; the offer of speech is answered by Space or a digit, once, before anything else is.',
  ],
  [
    '2.2.1',
    'Timing Adjustable',
    'A',
    'supported',
    [[dialogue, 'hears that a touch came too late and is wanted again']],
    'A token ends its own wait; Lifeboat says so and asks again.',
  ],
  ['2.2.2', 'Pause, Stop, Hide', 'A', 'supported', [bears]],
  [
    '2.3.1',
    'Three Flashes or Below Threshold',
    'A',
    'not tested',
    [],
    'Nothing flashes by design; no test measures it.',
  ],
  [
    '2.3.3',
    'Animation from Interactions',
    'AAA',
    'supported',
    [
      bears,
      [screens, 'moves something where no less motion is asked for, so that its lack can be seen'],
    ],
  ],
  [
    '2.4.1',
    'Bypass Blocks',
    'A',
    'supported',
    [[keys, 'F6 goes round the regions of a screen, Shift+F6 the other way'], axe],
  ],
  ['2.4.2', 'Page Titled', 'A', 'supported', [names]],
  [
    '2.4.3',
    'Focus Order',
    'A',
    'supported',
    [tabs, [keys, 'F1 opens the help of this screen; Escape closes it and the focus returns']],
  ],
  ['2.4.4', 'Link Purpose (In Context)', 'A', 'supported', [axe, wholeWay]],
  ['2.4.5', 'Multiple Ways', 'AA', 'supported', [names, wholeWay]],
  ['2.4.6', 'Headings and Labels', 'AA', 'supported', [names, axe]],
  ['2.4.7', 'Focus Visible', 'AA', 'supported', [focus]],
  ['2.4.11', 'Focus Not Obscured (Minimum)', 'AA', 'supported', [focus]],
  [
    '2.4.13',
    'Focus Appearance',
    'AAA',
    'supported',
    [focus],
    'The terminal shows its own cursor instead.',
  ],
  ['2.5.1', 'Pointer Gestures', 'A', 'not applicable', [], 'There are no gestures.'],
  [
    '2.5.2',
    'Pointer Cancellation',
    'A',
    'not tested',
    [],
    'Buttons act on release; no test lets go elsewhere.',
  ],
  ['2.5.3', 'Label in Name', 'A', 'supported', [axe]],
  ['2.5.4', 'Motion Actuation', 'A', 'not applicable', [], 'Nothing is done by moving the device.'],
  [
    '2.5.5',
    'Target Size (Enhanced)',
    'AAA',
    'in part',
    [[screens, 'has targets of 44 px, and of 24 px where much is on one screen']],
    'What opens a branch of a tree, ways in a line of text, and the dense layout have less.',
  ],
  ['2.5.7', 'Dragging Movements', 'AA', 'not applicable', [], 'Nothing is dragged.'],
  [
    '2.5.8',
    'Target Size (Minimum)',
    'AA',
    'supported',
    [[screens, 'has targets of 44 px, and of 24 px where much is on one screen']],
  ],
  [
    '3.1.1',
    'Language of Page',
    'A',
    'supported',
    [
      [app, '%s opens from right to left'],
      [small, 'names each language in its own words'],
    ],
  ],
  [
    '3.1.2',
    'Language of Parts',
    'AA',
    'supported',
    [[small, 'says in the person’s language that it is in English, and is marked as such']],
  ],
  ['3.2.1', 'On Focus', 'A', 'supported', [tabs]],
  [
    '3.2.2',
    'On Input',
    'A',
    'supported',
    [[small, 'takes up language, text size and colours at once']],
  ],
  ['3.2.3', 'Consistent Navigation', 'AA', 'supported', [names]],
  [
    '3.2.4',
    'Consistent Identification',
    'AA',
    'not tested',
    [],
    'One catalogue names each thing once; no test compares screens.',
  ],
  [
    '3.2.6',
    'Consistent Help',
    'A',
    'supported',
    [
      [keys, 'F1 opens the help of this screen; Escape closes it and the focus returns'],
      [
        'renderer/i18n/catalogues.test.ts',
        'have help for %s wherever it is shown in this language',
      ],
    ],
  ],
  [
    '3.3.1',
    'Error Identification',
    'A',
    'supported',
    [wholeWay, [unlock, 'explains three wrong answers and lets the person try anew']],
  ],
  [
    '3.3.2',
    'Labels or Instructions',
    'A',
    'supported',
    [axe, [unlock, 'shows the keyboard layout beside the field and changes it there']],
  ],
  [
    '3.3.3',
    'Error Suggestion',
    'AA',
    'supported',
    [
      [
        'core/messages/messages.test.ts',
        '%s tells what happened, what was not changed, and what to do',
      ],
    ],
  ],
  [
    '3.3.4',
    'Error Prevention',
    'AA',
    'supported',
    [
      asks,
      [
        'renderer/features/unlock/unlock-dialogue.test.tsx',
        'is not made to spend a try on a PIN that can’t be one',
      ],
    ],
  ],
  [
    '3.3.5',
    'Help',
    'AAA',
    'supported',
    [
      [
        'renderer/i18n/catalogues.test.ts',
        'have help for %s wherever it is shown in this language',
      ],
    ],
  ],
  [
    '3.3.7',
    'Redundant Entry',
    'A',
    'supported',
    [wholeWay],
    'A secret is asked for again where it has to be, since none is kept.',
  ],
  [
    '3.3.8',
    'Accessible Authentication (Minimum)',
    'AA',
    'supported',
    [
      [unlock, 'shows and hides what is typed, and never puts it in an attribute'],
      [dialogue, 'is offered the key in a file'],
    ],
  ],
  ['4.1.2', 'Name, Role, Value', 'A', 'supported', [axe, names]],
  [
    '4.1.3',
    'Status Messages',
    'AA',
    'supported',
    [
      stepsSaid,
      [journey, 'says what is done, what is not, and what to do when a step fails half way'],
    ],
  ],
  [
    '5.1.2',
    'General: usable without attached aids',
    'EN',
    'supported',
    [
      [byEar, 'starts to speak on Super+Alt+S'],
      [imageJourney, '$name'],
    ],
  ],
  [
    '5.1.3.1',
    'Audio output of visual information',
    'EN',
    'supported',
    [
      [byEar, 'says what happened'],
      [byEar, 'goes back when it is told to, and says so'],
    ],
  ],
  ['5.1.3.3', 'Auditory output correlation', 'EN', 'supported', [stepsSaid]],
  ['5.1.3.6', 'Speech output for non-text content', 'EN', 'supported', [axe]],
  [
    '5.1.3.8',
    'Masked entry',
    'EN',
    'supported',
    [
      [
        imageJourney,
        'the passphrase was neither spoken nor written down, and nobody offered to keep it',
      ],
    ],
  ],
  [
    '5.1.3.10',
    'Non-interfering audio output',
    'EN',
    'supported',
    [[keys, 'Super+Alt+S turns speech on and off']],
  ],
  [
    '5.1.3.12',
    'Speaker volume',
    'EN',
    'not tested',
    [],
    'See the page below for what can be set by keyboard.',
  ],
  [
    '5.1.3.14',
    'Spoken languages',
    'EN',
    'not tested',
    [],
    'Speech follows the language that is set; no test hears each.',
  ],
  ['5.1.4', 'Functionality closed to text enlargement', 'EN', 'supported', [reflow]],
  [
    '5.1.6',
    'Operation without keyboard interface',
    'EN',
    'not applicable',
    [],
    'A keyboard is expected; all of it works by keyboard.',
  ],
];

export const criteria: readonly Criterion[] = rows.map(
  ([id, title, level, outcome, tests, note = '']) => ({ id, title, level, outcome, tests, note }),
);
