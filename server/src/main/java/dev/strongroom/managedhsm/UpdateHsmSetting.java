package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;

/// Changes a setting of a managed HSM.
public record UpdateHsmSetting(ManagedHsms hsms, VaultName hsm, String setting, boolean value)
    implements Operation<HsmSetting> {
  public static final Action ACTION =
      Action.data("Microsoft.KeyVault/managedHsm/settings/write/action", Effect.WRITE, "");

  @Override
  public String name() {
    return "SettingUpdate";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return Target.InVault.object(hsm, "settings", setting);
  }

  @Override
  public HsmSetting run(Work work) {
    ManagedHsm found =
        hsms.store()
            .lock(work.tx(), hsm)
            .filter(ManagedHsm::lives)
            .orElseThrow(() -> new Problem.VaultNotFound(hsm.label()).asException());
    if (!setting.equalsIgnoreCase(HsmSetting.KEYS_THROUGH_ARM)) {
      throw ListHsmSettings.unknown(setting);
    }
    ManagedHsm changed =
        found.with(
            new ManagedHsm.State(found.state().activated(), value, found.state().deletion()));
    hsms.store().update(work.tx(), work.approve(changed));
    work.note("value", Boolean.toString(value));
    return ListHsmSettings.of(changed);
  }
}
