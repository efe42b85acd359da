/**
 * What only the host of the window can do. Electron's preload and the browser both implement it; nothing else may ask for more.
 */
export interface Shell {
  readonly kind: 'electron' | 'web';
  /** Asks for files to open; an empty list where the user cancelled. The web shell answers null: the page shows its own list of the named folders. */
  chooseFiles(options: ChooseFilesOptions): Promise<string[] | null>;
  /** Asks for a folder; '' where the user cancelled, null where the page shows its own list. */
  chooseFolder(title: string): Promise<string | null>;
  /** Asks where to save; '' where the user cancelled, null where the page asks by itself. */
  chooseTarget(options: ChooseTargetOptions): Promise<string | null>;
  /** The path of a dropped file, '' where it has none, null where this shell cannot know (the page uploads it instead). */
  pathOfDropped(file: unknown): string | null;
  /** Shows a file in the system's file manager; false where there is none. */
  revealFile(path: string): Promise<boolean>;
  /** Called with the id of a command chosen in the native menu. Returns the function that stops listening. */
  onCommand(listener: (commandId: string) => void): () => void;
  /** Called with files from the command line, "open with" or a second start; those that came before are delivered at once. */
  onFiles(listener: (paths: string[]) => void): () => void;
}

export interface ChooseFilesOptions {
  title: string;
  kind: 'video' | 'project' | 'recipe';
  isMultiple: boolean;
}

export interface ChooseTargetOptions {
  title: string;
  suggestedName: string;
  /** Without dots, first is the default. */
  extensions: string[];
}
