/// The local roles of managed HSMs, definitions and assignments, and `LocalRbac`, which judges by
/// them and by nothing else: no role of the control plane reaches into an HSM.
@NullMarked
package dev.strongroom.localroles;

import org.jspecify.annotations.NullMarked;
