/** The names of what passes between window and main process: one for each method of the preload, nothing general. */
export const CHANNELS = {
  chooseFiles: 'choose-files',
  chooseFolder: 'choose-folder',
  chooseTarget: 'choose-target',
  revealFile: 'reveal-file',
  /** Answers the files that wait to be opened, and forgets them. */
  takeFiles: 'take-files',
  /** To the window: files wait. */
  filesWait: 'files-wait',
  /** To the window: a command was chosen in the menu. */
  command: 'command',
} as const;
