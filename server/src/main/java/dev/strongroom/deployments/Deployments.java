package dev.strongroom.deployments;

import dev.strongroom.vaults.Resources;
import java.time.InstantSource;

/// What the operations on deployments work with.
public record Deployments(Resources resources, DeploymentStore store, InstantSource clock) {}
