package dev.strongroom.deployments;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.vaults.Page;
import dev.strongroom.vaults.PageRequest;
import java.util.List;
import java.util.Optional;

/// Lists the deployments at a scope by their names.
///
/// @param at names the scope; its name means nothing
public record ListDeployments(DeploymentStore store, DeploymentAt at, PageRequest page)
    implements Operation<Page<Deployment>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return DeploymentActions.READ;
  }

  @Override
  public Target target() {
    return new Target.Resource(at.scope());
  }

  @Override
  public Page<Deployment> run(Work work) {
    int size = Math.min(page.size(), PageRequest.DEFAULT_SIZE);
    List<Deployment> found = store.list(work.tx(), at, page.after().orElse(""), size + 1);
    return found.size() <= size
        ? new Page<>(found, Optional.empty())
        : new Page<>(found.subList(0, size), Optional.of(found.get(size - 1).at().canonicalName()));
  }
}
