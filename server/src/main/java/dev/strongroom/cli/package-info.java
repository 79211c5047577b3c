/// I own the command line: one class per command, what people read on a terminal, and the
/// development set-up.
@NullMarked
package dev.strongroom.cli;

import org.jspecify.annotations.NullMarked;
