package dev.strongroom.deployments;

import java.time.Duration;

/// The limits of deployments.
public final class DeploymentLimits {
  public static final int MAX_NAME = 64;

  /// Remembered at one scope; the oldest that has ended gives way, as in Azure.
  public static final int MAX_REMEMBERED = 800;

  /// Ours: one deployment makes no more resources after that, and one that was interrupted counts
  /// as failed.
  public static final Duration LONGEST = Duration.ofMinutes(10);

  private DeploymentLimits() {}
}
