/**
 * Every command of the window, once: the menu, the keys, the palette and the help page are all drawn from this table.
 *
 * Keys are physical (`KeyboardEvent.code` with modifiers first): 'Ctrl' stands for Cmd on macOS. Single keys are handled in the page only:
 * as native accelerators they would fire while somebody types.
 */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** One short sentence for tooltips and the help page. */
  readonly says: string;
  readonly menu: MenuPlace;
  readonly keys: readonly string[];
  /** Starts a new group in the menu. */
  readonly startsGroup: boolean;
}

type Row = readonly [id: string, title: string, says: string, ...keys: string[]];

/** Menus, their groups, and in them the commands as they stand there. */
const MENUS = {
  File: [
    [
      ['file.open', 'Open…', 'Open a clip', 'Ctrl+KeyO'],
      ['file.openReference', 'Open HD reference…', 'Open a second clip on the right', 'Ctrl+Shift+KeyO'],
      ['file.openSample', 'Open the sample', 'Open the station scene that comes with the workbench'],
    ],
    [
      ['stills.save', 'Save stills…', 'Save comparison stills of this frame', 'KeyC'],
      ['render.open', 'Render movie…', 'Render the whole variant or a span to a file', 'Ctrl+KeyE'],
      ['shots.export', 'Export shots…', 'Write the list of shots as CSV, EDL or OpenTimelineIO'],
    ],
  ],
  Edit: [
    [
      ['edit.undo', 'Undo', 'Undo the last change of the recipe', 'Ctrl+KeyZ'],
      ['edit.redo', 'Redo', 'Redo what was undone', 'Ctrl+Shift+KeyZ'],
    ],
    [
      ['edit.copyGraph', 'Copy the filter graph', "Copy the recipe's ffmpeg filter graph"],
      ['edit.copyStill', 'Copy the picture', 'Copy what the viewer shows to the clipboard', 'Shift+KeyC'],
    ],
    [
      [
        'section.edit',
        'Override this section…',
        'Say what the section at the playhead is, against the analysis',
        'KeyE',
      ],
    ],
  ],
  View: [
    [
      ['view.sideBySide', 'Side by side', 'Both pictures beside each other'],
      ['view.wipe', 'Wipe', 'One place, a moving edge between the two'],
      ['view.difference', 'Difference', 'How far the two are apart', 'KeyD', 'Digit0'],
      ['view.next', 'Next view', 'Side by side, wipe, difference in turn', 'KeyV'],
      ['view.showA', 'Show A alone', 'Hold to see the first side alone', 'Digit1'],
      ['view.showB', 'Show B alone', 'Hold to see the second side alone', 'Digit2'],
      ['view.swap', 'Swap sides', 'Exchange left and right', 'KeyX'],
      ['view.wipeLeft', 'Wipe to the left', 'Move the edge left', 'BracketLeft'],
      ['view.wipeRight', 'Wipe to the right', 'Move the edge right', 'BracketRight'],
      ['view.wipeCentre', 'Centre the wipe', 'Put the edge in the middle', 'Backslash'],
      ['view.mask', 'Difference mask', 'Show the pixels that pixelmatch counts', 'KeyM'],
    ],
    [
      ['view.fit', 'Fit', 'The whole picture in the window', 'Ctrl+Digit0'],
      ['view.oneToOne', '1:1', 'One picture pixel on one screen pixel', 'Ctrl+Digit1'],
      ['view.zoomIn', 'Zoom in', 'Closer', 'Ctrl+Equal'],
      ['view.zoomOut', 'Zoom out', 'Further away', 'Ctrl+Minus'],
    ],
    [
      ['view.overlay', 'Labels', 'Show or hide the labels on the picture', 'KeyH'],
      ['view.leftPanel', 'Clip panel', 'Fold the left panel away', 'F2'],
      ['view.rightPanel', 'Recipe panel', 'Fold the right panel away', 'F3'],
      ['view.timeline', 'Timeline', 'Fold the timeline away', 'F4'],
      [
        'timeline.zoomIn',
        'Timeline closer',
        'Fewer frames across the timeline, around the playhead',
        'Shift+ArrowUp',
      ],
      ['timeline.zoomOut', 'Timeline further away', 'More frames across the timeline', 'Shift+ArrowDown'],
      ['timeline.all', 'Whole clip in the timeline', 'All frames across the timeline', 'Shift+Home'],
      ['view.surround', 'Next surround', '18 % grey, black, dark or light around the picture', 'KeyB'],
      ['view.theme', 'Light or dark', 'Change the theme of the window'],
      ['view.fullscreen', 'Full screen', 'The picture alone', 'KeyF'],
    ],
  ],
  Play: [
    [
      ['play.toggle', 'Play or pause', 'Play from here', 'Space', 'KeyK'],
      ['play.slower', 'Slower', 'Half the speed', 'KeyJ'],
      ['play.faster', 'Faster', 'Twice the speed', 'KeyL'],
    ],
    [
      ['play.next', 'Next frame', 'One frame on', 'ArrowRight', 'Period'],
      ['play.previous', 'Previous frame', 'One frame back', 'ArrowLeft', 'Comma'],
      ['play.nextTen', 'Ten frames on', 'Ten frames on', 'Shift+ArrowRight'],
      ['play.previousTen', 'Ten frames back', 'Ten frames back', 'Shift+ArrowLeft'],
      ['play.nextSecond', 'A second on', 'One second on', 'Ctrl+ArrowRight'],
      ['play.previousSecond', 'A second back', 'One second back', 'Ctrl+ArrowLeft'],
      ['play.first', 'First frame', 'To the start', 'Home'],
      ['play.last', 'Last frame', 'To the end', 'End'],
    ],
    [
      ['play.nextShot', 'Next shot', 'To the start of the next shot', 'ArrowDown'],
      ['play.previousShot', 'Previous shot', 'To the start of this shot, then of the one before', 'ArrowUp'],
      ['play.nextSection', 'Next section', 'To where the cadence changes next', 'Ctrl+ArrowDown'],
      [
        'play.previousSection',
        'Previous section',
        'To the start of this section, then of the one before',
        'Ctrl+ArrowUp',
      ],
      ['play.goTo', 'Go to…', 'A frame number or a timecode', 'KeyG'],
    ],
    [
      ['play.markIn', 'Set in', 'The span starts here', 'KeyI'],
      ['play.markOut', 'Set out', 'The span ends with this frame', 'KeyO'],
      ['play.clearSpan', 'Clear in and out', 'Forget the span'],
    ],
  ],
  Measure: [
    [
      ['measure.now', 'Measure this pair', 'pixelmatch, PSNR and SSIM of the pair on screen', 'KeyP'],
      ['measure.auto', 'Measure at rest', 'Measure whenever the picture rests'],
    ],
    [
      [
        'analysis.start',
        'Analyse the clip',
        'Look at every picture: cadence by sections, shots, bars, levels, faults',
        'Shift+KeyA',
      ],
      ['sampler.open', 'Recipe sampler…', 'Frames by recipes as a grid of pictures, to choose from', 'KeyR'],
      ['blind.open', 'Blind test…', 'Two recipes without their names: is X A or B?', 'Shift+KeyB'],
    ],
  ],
  Help: [
    [
      ['help.keys', 'Keys', 'Every key of the workbench', 'F1', 'Shift+Slash'],
      ['help.doctor', 'Tools found', 'Which ffmpeg is used and what it can do'],
      ['help.ffmpegCommands', 'Recent ffmpeg commands', 'What was run, and how it ended'],
    ],
  ],
} as const satisfies Record<string, readonly (readonly Row[])[]>;

export type MenuPlace = keyof typeof MENUS;
export type CommandId = (typeof MENUS)[MenuPlace][number][number][0];

export const COMMANDS: readonly (Command & { readonly id: CommandId })[] = (
  Object.keys(MENUS) as MenuPlace[]
).flatMap((menu) =>
  MENUS[menu].flatMap((group, place) =>
    group.map(([id, title, says, ...keys], at) => ({
      ...{ id, title, says, menu, keys },
      startsGroup: place > 0 && at === 0,
    })),
  ),
);
