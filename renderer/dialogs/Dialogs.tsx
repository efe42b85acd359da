/** The dialog that is open, if any. Which one that is stands in the session; each dialog brings its own content. */
import type { ComponentType } from 'react';
import { useWorkspace } from '../state/store';
import type { Dialog } from '../state/workspace';
import { BlindDialog } from './BlindDialog';
import { CommandsDialog } from './CommandsDialog';
import { DoctorDialog } from './DoctorDialog';
import { GoToDialog } from './GoToDialog';
import { KeysDialog } from './KeysDialog';
import { OpenDialog, OpenReferenceDialog } from './OpenDialog';
import { RenderDialog } from './RenderDialog';
import { SamplerDialog } from './SamplerDialog';
import { ShotsDialog } from './ShotsDialog';
import { StillsDialog } from './StillsDialog';

const DIALOGS: Readonly<Record<Dialog, ComponentType>> = {
  open: OpenDialog,
  openReference: OpenReferenceDialog,
  stills: StillsDialog,
  render: RenderDialog,
  goTo: GoToDialog,
  keys: KeysDialog,
  doctor: DoctorDialog,
  commands: CommandsDialog,
  shots: ShotsDialog,
  sampler: SamplerDialog,
  blind: BlindDialog,
};

export function Dialogs() {
  const dialog = useWorkspace(({ session }) => session.dialog);
  if (dialog === null) return null;
  const Content = DIALOGS[dialog];
  return <Content />;
}
