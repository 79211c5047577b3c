/// I own the development certificate authority: its key, the server certificate it renews, and the
/// files clients trust it by. Production brings its own certificate and never meets me.
@NullMarked
package dev.strongroom.devca;

import org.jspecify.annotations.NullMarked;
