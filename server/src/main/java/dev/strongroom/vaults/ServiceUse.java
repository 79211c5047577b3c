package dev.strongroom.vaults;

import java.util.Optional;

/// `enabledForDeployment` and its two sisters: kept and answered as given. The third lets
/// deployments of templates read secrets; the services of the other two are not here, so they open
/// nothing.
public record ServiceUse(
    Optional<Boolean> deployment,
    Optional<Boolean> diskEncryption,
    Optional<Boolean> templateDeployment) {
  public static final ServiceUse UNSAID =
      new ServiceUse(Optional.empty(), Optional.empty(), Optional.empty());

  public boolean opensToTemplates() {
    return templateDeployment.orElse(false);
  }

  /// What is said here, and for the rest what `older` said.
  ServiceUse over(ServiceUse older) {
    return new ServiceUse(
        deployment.or(older::deployment),
        diskEncryption.or(older::diskEncryption),
        templateDeployment.or(older::templateDeployment));
  }
}
