/// I own what stands above the secrets: subscriptions, resource groups, vaults, their soft deletion
/// and their purge.
@NullMarked
package dev.strongroom.vaults;

import org.jspecify.annotations.NullMarked;
