/** `Menu` and `MenuItem`: what a template must be, what may be changed later, who wins between role and click (rule 15). */
interface Template {
  id?: string;
  label?: string;
  role?: string;
  type?: string;
  accelerator?: string;
  toolTip?: string;
  submenu?: Template[] | StandInMenu;
  click?: (item: StandInMenuItem, window: unknown, event: unknown) => void;
}

const TYPES = ['normal', 'separator', 'submenu', 'checkbox', 'radio', 'header', 'palette'];
const ROLES = (
  'about close copy cut delete forcereload front help hide hideothers minimize paste pasteandmatchstyle quit redo reload resetzoom selectall ' +
  'services recentdocuments clearrecentdocuments toggledevtools togglefullscreen undo unhide window zoom zoomin zoomout togglespellchecker ' +
  'appmenu filemenu editmenu viewmenu windowmenu sharemenu'
).split(' ');
/** These have no action of their own, so that a click still counts. */
const PASSIVE = [
  'help',
  'window',
  'services',
  'recentdocuments',
  'appmenu',
  'filemenu',
  'editmenu',
  'viewmenu',
  'windowmenu',
  'sharemenu',
];
const ACCELERATOR =
  /^(?:(?:Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)\+)*(?:[0-9A-Z]|F\d{1,2}|[)!@#$%^&*(:;+=<,_\->.?/~`{\][|\\}"']|Plus|Space|Tab|Backspace|Delete|Insert|Return|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Esc)$/;

export class StandInMenuItem {
  label = '';
  enabled = true;
  visible = true;
  checked = false;
  readonly id?: string;
  readonly role?: string;
  readonly type!: string;
  readonly accelerator?: string;
  readonly submenu!: StandInMenu | null;
  readonly click: (event: unknown, window: unknown) => void;

  constructor({ click, ...options }: Template) {
    const role = options.role?.toLowerCase();
    if (role !== undefined && !ROLES.includes(role)) throw new Error(`stand-in: there is no role ${role}`);
    const { submenu: given, accelerator } = options;
    const submenu = Array.isArray(given) ? StandInMenu.buildFromTemplate(given) : (given ?? null);
    const type = options.type ?? (submenu ? 'submenu' : 'normal');
    if (!TYPES.includes(type)) throw new Error(`Unknown menu item type: ${type}`);
    if (type === 'submenu' && !submenu) throw new Error('Invalid submenu');
    if (accelerator !== undefined && !ACCELERATOR.test(accelerator)) {
      throw new TypeError(`stand-in: not an accelerator: ${accelerator}`);
    }
    Object.assign(this, { ...options, label: options.label ?? role ?? '' });
    for (const [name, value] of Object.entries({ role, type, accelerator, submenu })) {
      Object.defineProperty(this, name, { value, writable: false, enumerable: true });
    }
    this.click = (event, window) => {
      if (type === 'checkbox' || type === 'radio') this.checked = !this.checked;
      if (role === undefined || PASSIVE.includes(role)) click?.(this, window, event);
    };
  }
}

export class StandInMenu {
  items: StandInMenuItem[] = [];

  static #applicationMenu: StandInMenu | null = null;

  static buildFromTemplate(template: readonly Template[]): StandInMenu {
    if (!Array.isArray(template)) {
      throw new TypeError('Invalid template for Menu: Menu template must be an array');
    }
    const isValid = (item: Template) =>
      item != null &&
      (Object.hasOwn(item, 'label') || Object.hasOwn(item, 'role') || item.type === 'separator');
    if (!template.every(isValid)) {
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
    }
    const menu = new StandInMenu();
    menu.items = template.map((item) => new StandInMenuItem(item));
    return menu;
  }
  static setApplicationMenu(menu: StandInMenu | null): void {
    if (menu && menu.constructor !== StandInMenu) throw new TypeError('Invalid menu');
    StandInMenu.#applicationMenu = menu;
  }
  static getApplicationMenu(): StandInMenu | null {
    return StandInMenu.#applicationMenu;
  }
  getMenuItemById(id: string): StandInMenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
