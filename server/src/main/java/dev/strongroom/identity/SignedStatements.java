package dev.strongroom.identity;

import com.nimbusds.jose.util.Base64URL;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/// Signs statements of the server that are no tokens, with the key that signs tokens: whoever knows
/// where the server publishes its keys can check them. `typ` says that this is no token, and no
/// statement has an issuer or an audience.
public final class SignedStatements {
  private static final Duration RETRY = Duration.ofSeconds(5);
  private final TokenKeyStore keys;
  private final TokenSigner signer;

  public SignedStatements(TokenKeyStore keys, TokenSigner signer) {
    this.keys = keys;
    this.signer = signer;
  }

  /// What turns a payload into a JWS in compact form.
  public Function<byte[], String> signing(Tx tx, Instant now) {
    TokenKey key =
        keys.keys(tx)
            .signing(now)
            .orElseThrow(() ->
                new Problem.Unavailable("The server has no token signing key yet.", RETRY)
                    .asException());
    return payload -> signer.statement(key, Base64URL.encode(payload));
  }
}
