/// I own keys: their versions, what each may be used for and when, where their private halves live,
/// and the operations of the data plane with them. Private halves reach the store sealed; between
/// uses I keep a bounded number of them open in memory.
@NullMarked
package dev.strongroom.keys;

import org.jspecify.annotations.NullMarked;
