/** The form of a step, drawn from its declaration: a slider, a select or a switch for each setting, with one sentence. */
import { useId } from 'react';
import type { SettingDeclaration, SettingValue, Step } from '../../model/recipe';
import { settleSettings } from '../../model/settings';
import { findStep } from '../../model/steps';
import { Choice } from '../ui/Choice';
import { NumberControl } from '../ui/NumberControl';
import { Switch } from '../ui/Switch';

type Change = (name: string, value: SettingValue, gesture?: string) => void;

interface StepFormProps {
  step: Step;
  /** What a double click sets; the declared default where a setting is not named. */
  resetTo: Readonly<Record<string, SettingValue>>;
  onChange: Change;
}

export function StepForm({ step, resetTo, onChange }: StepFormProps) {
  const declaration = findStep(step.kind);
  if (!declaration) return <p className="quiet">This version of the workbench does not know the step.</p>;
  const { settings } = settleSettings(step);
  return (
    <>
      <p className="quiet">{declaration.says}</p>
      {declaration.settings.map((setting) => (
        <Setting
          key={setting.name}
          setting={setting}
          value={settings[setting.name]}
          resetTo={resetTo[setting.name]}
          onChange={onChange}
        />
      ))}
    </>
  );
}

interface SettingProps {
  setting: SettingDeclaration;
  value: SettingValue | undefined;
  resetTo: SettingValue | undefined;
  onChange: Change;
}

function Setting({ setting, value, resetTo, onChange }: SettingProps) {
  const id = useId();
  return (
    <div className="setting">
      <div className="setting-row">
        <span className="setting-label">{setting.label}</span>
        <Control {...{ setting, value, resetTo, onChange }} describedBy={id} />
      </div>
      <p id={id} className="setting-says">
        {setting.says}
      </p>
    </div>
  );
}

function Control({ setting, value, resetTo, onChange, describedBy }: SettingProps & { describedBy: string }) {
  const { label, name } = setting;
  if (setting.type === 'switch') {
    const isOn = value === true;
    return (
      <Switch label={label} isOn={isOn} describedBy={describedBy} onChange={(on) => onChange(name, on)} />
    );
  }
  if (setting.type === 'choice') {
    return (
      <Choice
        label={label}
        options={setting.options}
        value={String(value)}
        describedBy={describedBy}
        onChange={(chosen) => onChange(name, chosen)}
      />
    );
  }
  const { min, max, step, unit } = setting;
  return (
    <NumberControl
      {...{ label, min, max, step, unit, describedBy }}
      value={typeof value === 'number' ? value : setting.default}
      resetTo={typeof resetTo === 'number' ? resetTo : setting.default}
      onChange={(next, gesture) => onChange(name, next, `${name} ${gesture}`)}
    />
  );
}
