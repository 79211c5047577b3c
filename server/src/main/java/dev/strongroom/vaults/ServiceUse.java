package dev.strongroom.vaults;

import java.util.Optional;

/// `enabledForDeployment` and its two sisters: kept and answered as given. None of those services
/// is here, so none of them opens anything.
public record ServiceUse(
    Optional<Boolean> deployment,
    Optional<Boolean> diskEncryption,
    Optional<Boolean> templateDeployment) {
  public static final ServiceUse UNSAID =
      new ServiceUse(Optional.empty(), Optional.empty(), Optional.empty());

  /// What is said here, and for the rest what `older` said.
  ServiceUse over(ServiceUse older) {
    return new ServiceUse(
        deployment.or(older::deployment),
        diskEncryption.or(older::diskEncryption),
        templateDeployment.or(older::templateDeployment));
  }
}
