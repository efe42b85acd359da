/** The window: bars, panels, viewer, timeline, and what lies above them. Holds no logic: state and effects are in state/. */
import { type ReactNode, useEffect } from 'react';
import { Dialogs } from './dialogs/Dialogs';
import { ClipPanel } from './panels/ClipPanel';
import { Notices } from './panels/Notices';
import { RightPanel } from './panels/RightPanel';
import { StatusLine } from './panels/StatusLine';
import { TopBar } from './panels/TopBar';
import { useWorkspace } from './state/store';
import { Timeline } from './timeline/Timeline';
import { DropPlace } from './ui/DropPlace';
import { Guard } from './ui/Guard';
import { Viewer } from './viewer';

export function App() {
  const panels = useWorkspace(({ session }) => session.panels);
  const isAlone = useWorkspace(({ session }) => session.isPictureAlone);
  useTheme();
  useTitle();
  return (
    <div className={isAlone ? 'window alone' : 'window'}>
      {isAlone ? null : guarded('The top bar', <TopBar />)}
      <div className="middle">
        {panels.left && !isAlone ? guarded('The clip panel', <ClipPanel />) : null}
        <main className="stage" aria-label="Picture">
          {guarded('The viewer', <Viewer />)}
          <Notices />
        </main>
        {panels.right && !isAlone ? guarded('The right panel', <RightPanel />) : null}
      </div>
      {panels.timeline && !isAlone ? guarded('The timeline', <Timeline />) : null}
      {isAlone ? null : guarded('The status line', <StatusLine />)}
      {guarded('The dialog', <Dialogs />)}
      <DropPlace />
    </div>
  );
}

function guarded(place: string, content: ReactNode) {
  return <Guard place={place}>{content}</Guard>;
}

function useTheme(): void {
  const theme = useWorkspace(({ session }) => session.theme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}

function useTitle(): void {
  const name = useWorkspace(({ project, engine }) =>
    project.a ? engine.clips[project.a.clipId]?.name : undefined,
  );
  useEffect(() => {
    document.title = name ? `${name} – Remaster` : 'Remaster';
  }, [name]);
}
