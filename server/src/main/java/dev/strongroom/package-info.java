/// I wire the server: Main starts it, Config describes it, App makes every part once, in order. I
/// own nothing.
@NullMarked
package dev.strongroom;

import org.jspecify.annotations.NullMarked;
