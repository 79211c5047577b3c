/// Managed HSMs: the resource, its settings, its security domain and its full backups. Its keys are
/// those of `keys`, in a vault of its own; who may what in it is said by `localroles`.
@NullMarked
package dev.strongroom.managedhsm;

import org.jspecify.annotations.NullMarked;
