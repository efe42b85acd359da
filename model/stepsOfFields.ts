/** Declarations of the steps that work on the clip's own lines, before anything is scaled: composite faults, field matching, deinterlacing. */
import type { SettingDeclaration, StepDeclaration } from './recipe';

export const FIELD_STEPS: readonly StepDeclaration[] = [
  {
    kind: 'dotcrawl',
    title: 'Dot crawl and rainbows',
    says: 'Takes away what composite video left of colour in brightness and of brightness in colour, where the picture stands still.',
    settings: [
      share(
        'dots',
        'Dot crawl',
        'How far brightness may wander from frame to frame and still count as dots. 0 leaves it alone.',
        8,
      ),
      share(
        'rainbows',
        'Rainbows',
        'The same for colour. What moves is passed over: there, nothing tells the fault from the picture.',
        6,
      ),
    ],
  },
  {
    kind: 'cadence',
    title: 'True frames (follows the analysis)',
    says: 'Film is woven from its own fields, native video shown field by field, whole frames left alone; section by section.',
    settings: [
      {
        type: 'choice',
        name: 'rate',
        label: 'Rate',
        says: 'Film rate suits clips that are mostly film; a variable rate keeps every picture at its own time, in Matroska, MP4 and QuickTime alike.',
        options: [
          { value: 'film', label: 'Film, constant (23.976; PAL 24 or 25)' },
          { value: 'field', label: 'Fields, constant (59.94; PAL 50)' },
          { value: 'variable', label: 'Variable, exact times' },
        ],
        default: 'film',
      },
      {
        type: 'choice',
        name: 'resample',
        label: 'Video at film rate',
        says: 'Which pictures of native video are kept where film rate has room for two of five fields.',
        options: [
          { value: 'nearest', label: 'Fields nearest in time' },
          { value: 'frames', label: 'First fields only' },
        ],
        default: 'nearest',
        onlyWith: { setting: 'rate', is: ['film'] },
      },
      {
        type: 'choice',
        name: 'hybrid',
        label: 'Film under video titles',
        says: 'As video no title combs, and film moves unevenly; as film it is the other way round.',
        options: [
          { value: 'video', label: 'Field by field' },
          { value: 'film', label: 'As film' },
        ],
        default: 'video',
      },
      {
        type: 'choice',
        name: 'method',
        label: 'Lone fields by',
        says: 'What makes whole pictures of native video and of fields without a partner.',
        options: [
          { value: 'bwdif', label: 'bwdif' },
          { value: 'estdif', label: 'estdif (slow)' },
          { value: 'nnedi', label: 'nnedi (very slow, needs weights)' },
        ],
        default: 'bwdif',
      },
      {
        type: 'switch',
        name: 'isRepairing',
        label: 'Rebuild orphan fields',
        says: 'Film frames of which a cut left one field are rebuilt from it where there is room; off leaves them out.',
        default: true,
      },
    ],
  },
  {
    kind: 'detelecine',
    title: 'Field match (telecined film)',
    says: 'Pairs the two fields of each film frame again; nothing is interpolated where a partner exists.',
    settings: [
      {
        type: 'switch',
        name: 'isFilmRate',
        label: 'Bring back to film rate',
        says: 'Drops the repeat, one frame of five. Right for film only: in native video it drops real pictures.',
        default: true,
      },
      {
        type: 'switch',
        name: 'isRepairing',
        label: 'Repair leftover combing',
        says: 'Frames whose partner field was cut away are rebuilt by bwdif; all others pass untouched.',
        default: true,
      },
      {
        type: 'number',
        name: 'combThreshold',
        label: 'Comb threshold',
        says: 'How far lines must stand out to count as combed. Lower finds more, and takes fine detail for combing.',
        min: 1,
        max: 60,
        step: 1,
        unit: 'codes',
        // fieldmatch's own 9 flags whole film frames of detailed pictures; at 12 none of ours, and still 44 of 50 native ones.
        default: 12,
      },
    ],
  },
  {
    kind: 'deinterlace',
    title: 'Deinterlace (native video)',
    says: 'Makes whole frames from fields that never formed one.',
    settings: [
      {
        type: 'choice',
        name: 'method',
        label: 'Method',
        says: 'bwdif is the best all round; estdif and nnedi look at one field alone and never ghost, nnedi by what it was trained on.',
        options: [
          { value: 'bwdif', label: 'bwdif' },
          { value: 'yadif', label: 'yadif' },
          { value: 'estdif', label: 'estdif (slow)' },
          { value: 'nnedi', label: 'nnedi (very slow, needs weights)' },
        ],
        default: 'bwdif',
      },
      {
        type: 'choice',
        name: 'rate',
        label: 'One picture for each',
        says: 'Native video holds as many moments as fields; one for each frame keeps half of the motion.',
        options: [
          { value: 'field', label: 'Field (double rate)' },
          { value: 'frame', label: 'Frame (same rate)' },
        ],
        default: 'field',
      },
    ],
  },
];

function share(name: string, label: string, says: string, usual: number): SettingDeclaration {
  // Of full scale. dedot's own defaults are 7.9 and 5.8; beyond 20 slow motion is taken for a fault.
  return { type: 'number', name, label, says, min: 0, max: 20, step: 0.5, unit: '%', default: usual };
}
