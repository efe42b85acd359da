/** The right panel: the recipe of a side, and the numbers of the pair. */
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { dispatch, useWorkspace } from '../state/store';
import type { Session } from '../state/workspace';
import { NumbersTab } from './NumbersTab';
import { RecipeTab } from './RecipeTab';

export function RightPanel() {
  const tab = useWorkspace(({ session }) => session.rightTab);
  const choose = (rightTab: Session['rightTab']) =>
    dispatch({ type: 'preference/changed', preference: { rightTab } });
  return (
    <aside className="panel right" aria-label="Recipe and numbers">
      <Tabs
        className="tabs"
        selectedKey={tab}
        onSelectionChange={(key) => choose(key as Session['rightTab'])}
      >
        <TabList className="tab-list" aria-label="Recipe and numbers">
          <Tab id="recipe" className="tab">
            Recipe
          </Tab>
          <Tab id="numbers" className="tab">
            Numbers
          </Tab>
        </TabList>
        {/* It stays there beside the numbers: which steps are unfolded, and how far it is scrolled. */}
        <TabPanel
          id="recipe"
          className="tab-panel scrolls"
          shouldForceMount
          style={tab === 'recipe' ? undefined : { display: 'none' }}
        >
          <RecipeTab />
        </TabPanel>
        <TabPanel id="numbers" className="tab-panel scrolls">
          <NumbersTab />
        </TabPanel>
      </Tabs>
    </aside>
  );
}
