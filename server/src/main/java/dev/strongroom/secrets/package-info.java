/// I own secrets: their versions, their soft deletion, their backups, and the twelve operations of
/// the data plane on them. Values reach the store sealed and leave it sealed.
@NullMarked
package dev.strongroom.secrets;

import org.jspecify.annotations.NullMarked;
