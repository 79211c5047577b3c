package dev.strongroom.keys;

import dev.strongroom.kernel.Tx;
import java.time.Instant;
import java.util.function.Function;

/// Signs what the server says about a released key.
@FunctionalInterface
public interface Notary {
  /// What turns a payload into a JWS in compact form.
  Function<byte[], String> signing(Tx tx, Instant now);
}
