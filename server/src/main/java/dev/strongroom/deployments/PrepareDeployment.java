package dev.strongroom.deployments;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.vaults.GetResourceGroup;
import dev.strongroom.vaults.GetSubscription;
import dev.strongroom.vaults.ResourceGroup;
import dev.strongroom.vaults.Resources;
import dev.strongroom.vaults.Subscription;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Shows `plan` what lies around a deployment, once the caller may ask for one there. Nothing is
/// written: a template that is wrong leaves no trace but the audit record.
public record PrepareDeployment<P>(
    Resources resources, DeploymentAt at, Purpose purpose, Function<Ground, P> plan)
    implements Operation<P> {
  public enum Purpose {
    DEPLOY,
    VALIDATE,
    WHAT_IF
  }

  /// What a template may ask about.
  public record Ground(
      Subscription subscription,
      Optional<ResourceGroup> group,
      Instant now,
      RandomGenerator random) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return switch (purpose) {
      case DEPLOY -> DeploymentActions.PREPARE;
      case VALIDATE -> DeploymentActions.VALIDATE;
      case WHAT_IF -> DeploymentActions.WHAT_IF;
    };
  }

  @Override
  public Target target() {
    return at.target();
  }

  @Override
  public P run(Work work) {
    Subscription subscription = new GetSubscription(resources, at.subscription()).run(work);
    Optional<ResourceGroup> group =
        at.group().map(name -> new GetResourceGroup(resources, at.subscription(), name).run(work));
    return plan.apply(new Ground(subscription, group, work.now(), work.random()));
  }
}
