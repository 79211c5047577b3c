package dev.strongroom.deployments;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.vaults.GroupName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A deployment by its place: in a resource group, or in a subscription alone.
public record DeploymentAt(SubscriptionId subscription, Optional<GroupName> group, String name) {
  private static final Pattern FORM =
      Pattern.compile("[0-9A-Za-z_().-]{1," + DeploymentLimits.MAX_NAME + "}");

  /// For one that is about to be made.
  public DeploymentAt checked() {
    if (!FORM.matcher(name).matches()) {
      throw new Problem.Invalid(
              "InvalidDeployment",
              "The deployment name '"
                  + name
                  + "' is not valid. It has 1 to "
                  + DeploymentLimits.MAX_NAME
                  + " letters, digits, '-', '_', '.', '(' and ')'.")
          .asException();
    }
    return this;
  }

  public ResourceId scope() {
    return group
        .map(inside -> ResourceId.resourceGroup(subscription, inside.display()))
        .orElseGet(() -> ResourceId.subscription(subscription));
  }

  public ResourceId resource() {
    return scope().child("providers/Microsoft.Resources/deployments/" + name);
  }

  public String canonicalName() {
    return name.toLowerCase(Locale.ROOT);
  }

  Target target() {
    return new Target.Resource(resource());
  }

  RuntimeException notFound() {
    return new Problem.ResourceNotFound(
            "DeploymentNotFound", "Deployment '" + name + "' could not be found.")
        .asException();
  }
}
