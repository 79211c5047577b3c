package dev.strongroom.dataplane;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.keys.AttestedKey;
import dev.strongroom.keys.GetKeyAttestation;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.Notary;
import dev.strongroom.objects.Found;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The route that shows what an HSM says of a key.
final class KeyAttestationRoutes {
  static final int MAX_NONCE = 128;
  private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{1," + MAX_NONCE + "}");

  private final Keys keys;
  private final Notary notary;

  KeyAttestationRoutes(Keys keys, Notary notary) {
    this.keys = keys;
    this.notary = notary;
  }

  void addTo(Routes.Builder<Function<Asked, Operation<Response>>> table) {
    table.add("GET", "/keys/{name}/{version?}/attestation", this::attestation);
    // as the JavaScript client asks for the latest version
    table.add("GET", "/keys/{name}/attestation", this::attestation);
  }

  private Operation<Response> attestation(Asked asked) {
    Optional<String> nonce = nonce(asked);
    return new Bound<>(
        new GetKeyAttestation(keys, KeyRoutes.path(asked), notary),
        found -> answer(asked, found, nonce));
  }

  /// What the caller chose, so that the statement cannot be an older one.
  private static Optional<String> nonce(Asked asked) {
    Optional<String> given = asked.call().query("nonce");
    if (given.filter(text -> !NONCE.matcher(text).matches()).isPresent()) {
      throw new Problem.Malformed(
              "The nonce must be 1 to " + MAX_NONCE + " letters, digits, '-' and '_'.")
          .asException();
    }
    return given;
  }

  private static Response answer(Asked asked, Found<AttestedKey> found, Optional<String> nonce) {
    KeyJson json = KeyRoutes.json(asked);
    AttestedKey key = found.what();
    Optional<byte[]> signed =
        key.evidence()
            .map(evidence -> json.statement(key.key(), evidence, key.at(), nonce))
            .map(statement -> key.signing().apply(statement).getBytes(StandardCharsets.US_ASCII));
    return asked.call().ok(found.vault(), json.attested(found.vault(), key.key(), signed));
  }
}
