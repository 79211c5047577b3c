/// I own the control plane's surface: routes, codecs and envelope of `https://management.<suffix>`.
@NullMarked
package dev.strongroom.arm;

import org.jspecify.annotations.NullMarked;
