package dev.strongroom.template;

import java.util.Optional;

/// What lies around a deployment. `reference` alone asks the outside world; the others are known
/// before it begins.
public interface Surroundings {
  /// The path of the scope that is deployed to.
  String scope();

  /// Refuses where there is no resource group.
  Value resourceGroup();

  Value subscription();

  Value tenant();

  Value deployment();

  Value environment();

  /// When the deployment was asked for, in milliseconds since 1970.
  long now();

  /// Another GUID with each call.
  String newGuid();

  /// The value of a secret of [Template#secrets].
  String secret(SecretReference reference);

  /// The resource at that path as the control plane shows it.
  Value reference(String path, Optional<String> apiVersion);
}
