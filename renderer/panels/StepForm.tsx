/** The form of a step, drawn from its declaration: a slider, a select or a switch for each setting, with one sentence. */
import { Undo2 } from 'lucide-react';
import { useId } from 'react';
import type { SettingDeclaration, SettingValue } from '../../model/recipe';
import { settleSettings, unusedBecause } from '../../model/settings';
import { findStep } from '../../model/steps';
import type { StepTarget } from '../state/stepTarget';
import { Choice } from '../ui/Choice';
import { NumberControl } from '../ui/NumberControl';
import { Switch } from '../ui/Switch';
import { valueText } from './overrideWords';

type Change = (name: string, value: SettingValue, gesture?: string) => void;

interface StepFormProps {
  target: StepTarget;
  onChange: Change;
  /** Puts a setting back to what it is in the rest of the clip. */
  onClipsOwn(name: string): void;
}

export function StepForm({ target, onChange, onClipsOwn }: StepFormProps) {
  const { step, resetTo, clip, differs, held } = target;
  const declaration = findStep(step.kind);
  if (!declaration) return <p className="quiet">This version of the workbench does not know the step.</p>;
  const { settings } = settleSettings(step);
  const clips = clip && settleSettings(clip).settings;
  return (
    <>
      <p className="quiet">{declaration.says}</p>
      {declaration.settings.map((setting) => (
        <Setting
          key={setting.name}
          setting={setting}
          value={settings[setting.name]}
          resetTo={resetTo[setting.name]}
          held={held(setting.name) ?? unusedBecause(setting, step.kind, settings)}
          clips={clips && differs.includes(setting.name) ? clips[setting.name] : undefined}
          onChange={onChange}
          onClipsOwn={onClipsOwn}
        />
      ))}
    </>
  );
}

interface ControlProps {
  setting: SettingDeclaration;
  value: SettingValue | undefined;
  resetTo: SettingValue | undefined;
  /** Why it cannot be changed here, or would change nothing. */
  held: string | null;
  onChange: Change;
}

interface SettingProps extends ControlProps {
  /** What it is in the rest of the clip, where that differs. */
  clips: SettingValue | undefined;
  onClipsOwn(name: string): void;
}

function Setting({ clips, onClipsOwn, ...control }: SettingProps) {
  const id = useId();
  const { setting, held } = control;
  return (
    <div className={clips === undefined ? 'setting' : 'setting differs'}>
      <div className="setting-row">
        <span className="setting-label">{setting.label}</span>
        <Control {...control} describedBy={id} />
      </div>
      <p id={id} className="setting-says">
        {held ?? setting.says}
      </p>
      {clips === undefined ? null : (
        <p className="setting-clips">
          Clip: {valueText(setting, clips)}
          <button
            type="button"
            className="button"
            aria-label={`Put back ${setting.label}: in the clip it is ${valueText(setting, clips)}`}
            onClick={() => onClipsOwn(setting.name)}
          >
            <Undo2 />
            Put back
          </button>
        </p>
      )}
    </div>
  );
}

function Control({
  setting,
  value,
  resetTo,
  held,
  onChange,
  describedBy,
}: ControlProps & { describedBy: string }) {
  const { label, name } = setting;
  const isDisabled = held !== null;
  if (setting.type === 'switch') {
    const isOn = value === true;
    return <Switch {...{ label, isOn, isDisabled, describedBy }} onChange={(on) => onChange(name, on)} />;
  }
  if (setting.type === 'choice') {
    return (
      <Choice
        {...{ label, isDisabled, describedBy }}
        options={setting.options}
        value={String(value)}
        onChange={(chosen) => onChange(name, chosen)}
      />
    );
  }
  const { min, max, step, unit } = setting;
  return (
    <NumberControl
      {...{ label, min, max, step, unit, isDisabled, describedBy }}
      value={typeof value === 'number' ? value : setting.default}
      resetTo={typeof resetTo === 'number' ? resetTo : setting.default}
      onChange={(next, gesture) => onChange(name, next, `${name} ${gesture}`)}
    />
  );
}
