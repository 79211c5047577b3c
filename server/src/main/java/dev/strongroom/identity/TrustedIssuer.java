package dev.strongroom.identity;

import com.nimbusds.jose.JWSAlgorithm;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// Another issuer whose tokens are believed, as the operator wrote it down. It speaks for its own
/// subjects only: no claim of its tokens reaches a principal that is not its own.
///
/// @param url its `iss`, compared exactly
/// @param name what people know it by
/// @param tenant whose principals its subjects are
public record TrustedIssuer(
    String url, String name, TenantId tenant, Accepted accepted, Claims claims) {

  private static final int NAMED = 5;

  /// Which of its tokens are accepted in place of ours.
  ///
  /// @param audiences a token must name one of them; none: no token is accepted
  /// @param algorithms what a token may be signed with; the token has no say in it
  /// @param strangers whether a subject that the directory does not know is let in
  public record Accepted(Set<String> audiences, Set<JWSAlgorithm> algorithms, boolean strangers) {
    public Accepted {
      audiences = Set.copyOf(audiences);
      algorithms = Set.copyOf(algorithms);
    }
  }

  /// Where a token says what. Dots lead into objects, as in `realm_access.roles`.
  ///
  /// @param subject what tells the issuer's users apart, for ever: `sub`, or `oid` of Entra
  /// @param userName what people call the subject, for the audit record alone
  /// @param groups empty: the issuer says nothing about groups
  public record Claims(
      String subject, Ids ids, String userName, Optional<String> groups, Ids groupIds) {
    public static final Claims STANDARD =
        new Claims("sub", Ids.DERIVED, "preferred_username", Optional.empty(), Ids.DERIVED);
  }

  /// How the issuer's words become object ids.
  public enum Ids {
    /// A version 5 GUID over issuer and word: the same for ever, and never that of another issuer.
    DERIVED,

    /// The word is the GUID, as in Entra. At most one issuer may give ids so, and none of version
    /// 5: those are derived for others.
    GIVEN
  }

  /// The address of an issuer; empty for what cannot be one.
  public static Optional<URI> address(String url) {
    return IssuerUrl.parse(url);
  }

  /// The object id of a subject that the directory does not know.
  public Optional<PrincipalId> idOf(String subject) {
    return id(claims.ids(), url, subject);
  }

  /// The object id of a group that the directory does not know.
  public Optional<PrincipalId> groupIdOf(String group) {
    return id(claims.groupIds(), url + "#groups", group);
  }

  private static Optional<PrincipalId> id(Ids ids, String space, String word) {
    return switch (ids) {
      case DERIVED -> Optional.of(derived(space, word));
      case GIVEN -> PrincipalId.parse(word).filter(id -> id.value().version() != NAMED);
    };
  }

  /// What `uuidv5(uuidv5("url", space), word)` is in Terraform and elsewhere.
  private static PrincipalId derived(String space, String word) {
    return new PrincipalId(NameGuid.of(NameGuid.of(NameGuid.URLS, bytes(space)), bytes(word)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
