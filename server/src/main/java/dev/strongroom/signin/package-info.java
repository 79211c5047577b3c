/// I own the pages that people see at the login host: signing in, approving a device, one's own
/// account. Plain HTML that works without scripts; only passkeys need one.
@NullMarked
package dev.strongroom.signin;

import org.jspecify.annotations.NullMarked;
