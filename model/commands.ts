/**
 * Every command of the window, once: the menu, the keys, the palette and the help page are all drawn from this table.
 *
 * Keys are physical (`KeyboardEvent.code` with modifiers first): 'Ctrl' stands for Cmd on macOS. Single keys are handled in the page only:
 * as native accelerators they would fire while somebody types (electron-notes.md section 8).
 */
export type MenuPlace = 'File' | 'Edit' | 'View' | 'Play' | 'Measure' | 'Help';

export interface Command {
  readonly id: string;
  readonly title: string;
  /** One short sentence for tooltips and the help page. */
  readonly says: string;
  readonly menu: MenuPlace;
  readonly keys: readonly string[];
  /** Starts a new group in the menu. */
  readonly startsGroup?: true;
}

export const COMMANDS = [
  { id: 'file.open', title: 'Open…', says: 'Open a clip', menu: 'File', keys: ['Ctrl+KeyO'] },
  {
    id: 'file.openReference',
    title: 'Open HD reference…',
    says: 'Open a second clip on the right',
    menu: 'File',
    keys: ['Ctrl+Shift+KeyO'],
  },
  {
    id: 'file.openSample',
    title: 'Open the sample',
    says: 'Open the station scene that comes with the workbench',
    menu: 'File',
    keys: [],
  },
  {
    id: 'stills.save',
    title: 'Save stills…',
    says: 'Save comparison stills of this frame',
    menu: 'File',
    keys: ['KeyC'],
    startsGroup: true,
  },
  {
    id: 'render.open',
    title: 'Render movie…',
    says: 'Render the whole variant or a span to a file',
    menu: 'File',
    keys: ['Ctrl+KeyE'],
  },
  {
    id: 'edit.undo',
    title: 'Undo',
    says: 'Undo the last change of the recipe',
    menu: 'Edit',
    keys: ['Ctrl+KeyZ'],
  },
  { id: 'edit.redo', title: 'Redo', says: 'Redo what was undone', menu: 'Edit', keys: ['Ctrl+Shift+KeyZ'] },
  {
    id: 'edit.copyGraph',
    title: 'Copy the filter graph',
    says: "Copy the recipe's ffmpeg filter graph",
    menu: 'Edit',
    keys: [],
    startsGroup: true,
  },
  {
    id: 'edit.copyStill',
    title: 'Copy the picture',
    says: 'Copy what the viewer shows to the clipboard',
    menu: 'Edit',
    keys: ['Shift+KeyC'],
  },
  {
    id: 'view.sideBySide',
    title: 'Side by side',
    says: 'Both pictures beside each other',
    menu: 'View',
    keys: [],
  },
  {
    id: 'view.wipe',
    title: 'Wipe',
    says: 'One place, a moving edge between the two',
    menu: 'View',
    keys: [],
  },
  {
    id: 'view.difference',
    title: 'Difference',
    says: 'How far the two are apart',
    menu: 'View',
    keys: ['KeyD', 'Digit0'],
  },
  {
    id: 'view.next',
    title: 'Next view',
    says: 'Side by side, wipe, difference in turn',
    menu: 'View',
    keys: ['KeyV'],
  },
  {
    id: 'view.showA',
    title: 'Show A alone',
    says: 'Hold to see the first side alone',
    menu: 'View',
    keys: ['Digit1'],
  },
  {
    id: 'view.showB',
    title: 'Show B alone',
    says: 'Hold to see the second side alone',
    menu: 'View',
    keys: ['Digit2'],
  },
  { id: 'view.swap', title: 'Swap sides', says: 'Exchange left and right', menu: 'View', keys: ['KeyX'] },
  {
    id: 'view.wipeLeft',
    title: 'Wipe to the left',
    says: 'Move the edge left',
    menu: 'View',
    keys: ['BracketLeft'],
  },
  {
    id: 'view.wipeRight',
    title: 'Wipe to the right',
    says: 'Move the edge right',
    menu: 'View',
    keys: ['BracketRight'],
  },
  {
    id: 'view.wipeCentre',
    title: 'Centre the wipe',
    says: 'Put the edge in the middle',
    menu: 'View',
    keys: ['Backslash'],
  },
  {
    id: 'view.mask',
    title: 'Difference mask',
    says: 'Show the pixels that pixelmatch counts',
    menu: 'View',
    keys: ['KeyM'],
  },
  {
    id: 'view.fit',
    title: 'Fit',
    says: 'The whole picture in the window',
    menu: 'View',
    keys: ['Ctrl+Digit0'],
    startsGroup: true,
  },
  {
    id: 'view.oneToOne',
    title: '1:1',
    says: 'One picture pixel on one screen pixel',
    menu: 'View',
    keys: ['Ctrl+Digit1'],
  },
  { id: 'view.zoomIn', title: 'Zoom in', says: 'Closer', menu: 'View', keys: ['Ctrl+Equal'] },
  { id: 'view.zoomOut', title: 'Zoom out', says: 'Further away', menu: 'View', keys: ['Ctrl+Minus'] },
  {
    id: 'view.overlay',
    title: 'Labels',
    says: 'Show or hide the labels on the picture',
    menu: 'View',
    keys: ['KeyH'],
    startsGroup: true,
  },
  { id: 'view.leftPanel', title: 'Clip panel', says: 'Fold the left panel away', menu: 'View', keys: ['F2'] },
  {
    id: 'view.rightPanel',
    title: 'Recipe panel',
    says: 'Fold the right panel away',
    menu: 'View',
    keys: ['F3'],
  },
  { id: 'view.timeline', title: 'Timeline', says: 'Fold the timeline away', menu: 'View', keys: ['F4'] },
  {
    id: 'view.surround',
    title: 'Next surround',
    says: '18 % grey, black, dark or light around the picture',
    menu: 'View',
    keys: ['KeyB'],
  },
  {
    id: 'view.theme',
    title: 'Light or dark',
    says: 'Change the theme of the window',
    menu: 'View',
    keys: [],
  },
  { id: 'view.fullscreen', title: 'Full screen', says: 'The picture alone', menu: 'View', keys: ['KeyF'] },
  {
    id: 'play.toggle',
    title: 'Play or pause',
    says: 'Play from here',
    menu: 'Play',
    keys: ['Space', 'KeyK'],
  },
  { id: 'play.slower', title: 'Slower', says: 'Half the speed', menu: 'Play', keys: ['KeyJ'] },
  { id: 'play.faster', title: 'Faster', says: 'Twice the speed', menu: 'Play', keys: ['KeyL'] },
  {
    id: 'play.next',
    title: 'Next frame',
    says: 'One frame on',
    menu: 'Play',
    keys: ['ArrowRight', 'Period'],
    startsGroup: true,
  },
  {
    id: 'play.previous',
    title: 'Previous frame',
    says: 'One frame back',
    menu: 'Play',
    keys: ['ArrowLeft', 'Comma'],
  },
  {
    id: 'play.nextTen',
    title: 'Ten frames on',
    says: 'Ten frames on',
    menu: 'Play',
    keys: ['Shift+ArrowRight'],
  },
  {
    id: 'play.previousTen',
    title: 'Ten frames back',
    says: 'Ten frames back',
    menu: 'Play',
    keys: ['Shift+ArrowLeft'],
  },
  {
    id: 'play.nextSecond',
    title: 'A second on',
    says: 'One second on',
    menu: 'Play',
    keys: ['Ctrl+ArrowRight'],
  },
  {
    id: 'play.previousSecond',
    title: 'A second back',
    says: 'One second back',
    menu: 'Play',
    keys: ['Ctrl+ArrowLeft'],
  },
  { id: 'play.first', title: 'First frame', says: 'To the start', menu: 'Play', keys: ['Home'] },
  { id: 'play.last', title: 'Last frame', says: 'To the end', menu: 'Play', keys: ['End'] },
  { id: 'play.goTo', title: 'Go to…', says: 'A frame number or a timecode', menu: 'Play', keys: ['KeyG'] },
  {
    id: 'play.markIn',
    title: 'Set in',
    says: 'The span starts here',
    menu: 'Play',
    keys: ['KeyI'],
    startsGroup: true,
  },
  {
    id: 'play.markOut',
    title: 'Set out',
    says: 'The span ends with this frame',
    menu: 'Play',
    keys: ['KeyO'],
  },
  { id: 'play.clearSpan', title: 'Clear in and out', says: 'Forget the span', menu: 'Play', keys: [] },
  {
    id: 'measure.now',
    title: 'Measure this pair',
    says: 'pixelmatch, PSNR and SSIM of the pair on screen',
    menu: 'Measure',
    keys: ['KeyP'],
  },
  {
    id: 'measure.auto',
    title: 'Measure at rest',
    says: 'Measure whenever the picture rests',
    menu: 'Measure',
    keys: [],
  },
  {
    id: 'help.keys',
    title: 'Keys',
    says: 'Every key of the workbench',
    menu: 'Help',
    keys: ['F1', 'Shift+Slash'],
  },
  {
    id: 'help.doctor',
    title: 'Tools found',
    says: 'Which ffmpeg is used and what it can do',
    menu: 'Help',
    keys: [],
  },
  {
    id: 'help.ffmpegCommands',
    title: 'Recent ffmpeg commands',
    says: 'What was run, and how it ended',
    menu: 'Help',
    keys: [],
  },
] as const satisfies readonly Command[];

export type CommandId = (typeof COMMANDS)[number]['id'];
