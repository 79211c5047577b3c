/// I own deployments of templates at a resource group or subscription: what was deployed, how it
/// ended, and for how long that is remembered. What a template means and how its resources are made
/// is known elsewhere; the papers about it are kept as they were written. I also read the secrets
/// that parameters refer to, because that is a right of deployments.
@NullMarked
package dev.strongroom.deployments;

import org.jspecify.annotations.NullMarked;
