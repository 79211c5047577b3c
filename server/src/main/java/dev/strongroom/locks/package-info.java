/// I own management locks: what nobody may delete or change before its lock is taken away, whatever
/// rights one holds. They bind the control plane only, as in Azure.
@NullMarked
package dev.strongroom.locks;

import org.jspecify.annotations.NullMarked;
