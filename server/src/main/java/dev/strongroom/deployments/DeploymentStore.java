package dev.strongroom.deployments;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import java.util.List;
import java.util.Optional;

/// Keeps deployments.
public interface DeploymentStore {
  Optional<Deployment> find(Tx tx, DeploymentAt at);

  /// Those at the scope of `at`, in the order of canonical names, from behind `after` on.
  List<Deployment> list(Tx tx, DeploymentAt at, String after, int limit);

  /// Those at the scope of `at` but the `newest`.
  List<Deployment> older(Tx tx, DeploymentAt at, int newest, int limit);

  /// Adds or replaces.
  void save(Tx tx, Approved<Deployment> deployment);

  void remove(Tx tx, Approved<Deployment> deployment);
}
