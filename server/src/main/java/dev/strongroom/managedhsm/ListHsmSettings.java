package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import java.util.List;

/// The settings of a managed HSM.
public record ListHsmSettings(ManagedHsms hsms, VaultName hsm)
    implements Operation<List<HsmSetting>> {
  public static final Action ACTION =
      Action.data("Microsoft.KeyVault/managedHsm/settings/read/action", Effect.READ, "");

  @Override
  public String name() {
    return "SettingList";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return Target.InVault.collection(hsm, "settings");
  }

  @Override
  public List<HsmSetting> run(Work work) {
    return List.of(
        of(
            hsms.store()
                .find(work.tx(), hsm)
                .filter(ManagedHsm::lives)
                .orElseThrow(() -> new Problem.VaultNotFound(hsm.label()).asException())));
  }

  static HsmSetting of(ManagedHsm hsm) {
    return new HsmSetting(HsmSetting.KEYS_THROUGH_ARM, hsm.state().keysThroughArm());
  }

  static RuntimeException unknown(String name) {
    return new Problem.ResourceNotFound(
            "SettingNotFound", "A managed HSM has no setting '" + name + "'.")
        .asException();
  }
}
