/// I own access for a time: who may take which role, for how long, and who must agree.
@NullMarked
package dev.strongroom.elevation;

import org.jspecify.annotations.NullMarked;
