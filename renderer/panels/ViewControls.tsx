/** How the pair is shown: the view mode and what goes with it. */
import { dispatch, useWorkspace } from '../state/store';
import type { ViewMode } from '../state/workspace';
import { CommandButton } from '../ui/CommandButton';
import { Segments } from '../ui/Segments';

const VIEWS: readonly { value: ViewMode; label: string }[] = [
  { value: 'side-by-side', label: 'Side by side' },
  { value: 'wipe', label: 'Wipe' },
  { value: 'difference', label: 'Difference' },
];

export function ViewControls() {
  const hasClip = useWorkspace(({ project }) => project.a !== null);
  const view = useWorkspace(({ session }) => session.view);
  const isMaskShown = useWorkspace(({ session }) => session.isMaskShown);
  const isSwapped = useWorkspace(({ session }) => session.isSwapped);
  const isFit = useWorkspace(({ session }) => session.camera.isFit);
  const isOneToOne = useWorkspace(({ session: { camera } }) => !camera.isFit && camera.zoom === 1);
  return (
    <div className="group view-controls" role="toolbar" aria-label="View">
      <Segments label="View" options={VIEWS} value={view} onChange={chooseView} isDisabled={!hasClip} />
      <CommandButton command="view.swap" isPressed={isSwapped} isDisabled={!hasClip} />
      <CommandButton command="view.mask" isPressed={isMaskShown} isDisabled={!hasClip} />
      <CommandButton command="view.fit" isPressed={isFit} isDisabled={!hasClip} />
      <CommandButton
        command="view.oneToOne"
        icon={<span className="words">1:1</span>}
        isPressed={isOneToOne}
        isDisabled={!hasClip}
      />
    </div>
  );
}

function chooseView(view: ViewMode): void {
  dispatch({ type: 'view/chosen', view });
}
