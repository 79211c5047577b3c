/// I own the wire of signing in: the OAuth and OpenID Connect endpoints of the login host, and the
/// managed-identity endpoints of this machine.
@NullMarked
package dev.strongroom.token;

import org.jspecify.annotations.NullMarked;
