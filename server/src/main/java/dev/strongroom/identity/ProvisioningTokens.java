package dev.strongroom.identity;

import dev.strongroom.identity.Credential.ProvisioningToken;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.CredentialId;
import dev.strongroom.trust.SecretBytes;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Long-lived tokens of provisioning clients: `srscim_`, the id of the credential, and 256 random
/// bits, of which the directory keeps a SHA-256. They open the door of SCIM and no other, and end
/// with their time, their credential, their application and its principal at the next request.
public final class ProvisioningTokens {
  /// What a door that takes them says; no token names it as its audience.
  public static final String AUDIENCE = "urn:strongroom:scim";

  static final String PREFIX = "srscim_";
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f]{32})_[A-Za-z0-9_-]{43}");

  private final DirectoryStore directories;
  private final Issuers issuers;

  ProvisioningTokens(DirectoryStore directories, Issuers issuers) {
    this.directories = directories;
    this.issuers = issuers;
  }

  static SecretBytes text(CredentialId id, SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String plain = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return SecretBytes.utf8(PREFIX + id.toString().replace("-", "") + "_" + plain);
  }

  static boolean isOne(String token) {
    return token.startsWith(PREFIX);
  }

  Who authenticate(Tx tx, Knock knock, String token, Instant now) {
    Directory directory = directories.directory(tx);
    ProvisioningToken credential =
        found(directory, token).orElseThrow(() -> refused(knock, "[TokenRevoked] It is unknown."));
    if (!credential.sha256().equals(GeneratedSecret.sha256(SecretBytes.utf8(token)))) {
      throw refused(knock, "[TokenRevoked] It is unknown.");
    } else if (!now.isBefore(credential.expires())) {
      throw refused(knock, "[TokenExpired] The token has expired.");
    } else if (!knock.audiences().contains(AUDIENCE)) {
      throw refused(knock, "AKV10022: Invalid audience. The token is good for provisioning only.");
    }
    return directory
        .client(credential.owner())
        .filter(Principal::enabled)
        .map(principal ->
            new Who.Principal(
                principal.tenant(),
                principal.id(),
                Optional.of(credential.owner()),
                issuers.all(principal.tenant()).getFirst(),
                Caller.Kind.APP))
        .orElseThrow(() -> refused(knock, "[TokenRevoked] Its application is disabled."));
  }

  private static Optional<ProvisioningToken> found(Directory directory, String token) {
    Matcher form = FORM.matcher(token);
    return form.matches()
        ? directory
            .credential(id(form.group(1)))
            .filter(ProvisioningToken.class::isInstance)
            .map(ProvisioningToken.class::cast)
        : Optional.empty();
  }

  private static CredentialId id(String hex) {
    long high = HexFormat.fromHexDigitsToLong(hex, 0, 16);
    long low = HexFormat.fromHexDigitsToLong(hex, 16, 32);
    return new CredentialId(new UUID(high, low));
  }

  private static Refused refused(Knock knock, String detail) {
    return new Problem.Unauthenticated(detail, knock.challenge()).asException();
  }
}
