/// I own the keys that values are sealed under: one per vault, versioned, and one per purpose of
/// the server. I keep them wrapped in the store and unwrapped in memory; values I never keep.
@NullMarked
package dev.strongroom.sealing;

import org.jspecify.annotations.NullMarked;
