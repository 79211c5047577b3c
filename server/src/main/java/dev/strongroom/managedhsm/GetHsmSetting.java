package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;

/// One setting of a managed HSM, by its name, whose case does not count.
public record GetHsmSetting(ManagedHsms hsms, VaultName hsm, String setting)
    implements Operation<HsmSetting> {
  public static final Action ACTION = ListHsmSettings.ACTION;

  @Override
  public String name() {
    return "SettingGet";
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
    return new ListHsmSettings(hsms, hsm)
        .run(work).stream()
            .filter(one -> one.name().equalsIgnoreCase(setting))
            .findFirst()
            .orElseThrow(() -> ListHsmSettings.unknown(setting));
  }
}
