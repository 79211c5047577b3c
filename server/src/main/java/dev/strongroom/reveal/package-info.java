/// I own two-person reveal: secrets that nobody reads alone.
@NullMarked
package dev.strongroom.reveal;

import org.jspecify.annotations.NullMarked;
