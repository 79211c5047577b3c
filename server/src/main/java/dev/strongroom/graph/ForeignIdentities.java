package dev.strongroom.graph;

import dev.strongroom.http.JsonValue;
import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.ForeignIdentity.Key;
import dev.strongroom.identity.ForeignIdentity.Sort;
import dev.strongroom.identity.TrustedIssuer;
import java.util.List;

/// `identities` of a user, as Graph takes them: `{"signInType":"federated","issuer":…,
/// "issuerAssignedId":…}`.
final class ForeignIdentities {
  private static final int MAX_IDENTITIES = 10;
  private static final int MAX_SUBJECT_LENGTH = 255;

  private ForeignIdentities() {}

  static List<Key> of(JsonValue user) {
    List<JsonValue> given = user.items("identities");
    if (given.size() > MAX_IDENTITIES) {
      throw DirectoryActions.invalid(
          "The property 'identities' can hold at most " + MAX_IDENTITIES + " identities.");
    }
    return given.stream().map(ForeignIdentities::one).toList();
  }

  private static Key one(JsonValue identity) {
    String issuer = identity.text("issuer").orElse("");
    String subject = identity.text("issuerAssignedId").orElse("");
    boolean whole =
        identity.text("signInType").filter("federated"::equals).isPresent()
            && TrustedIssuer.address(issuer).isPresent()
            && !subject.isBlank()
            && subject.length() <= MAX_SUBJECT_LENGTH;
    if (!whole) {
      throw DirectoryActions.invalid(
          "The property 'identities' takes objects with 'signInType' federated, 'issuer' (an https"
              + " URL) and 'issuerAssignedId' (1 to "
              + MAX_SUBJECT_LENGTH
              + " characters).");
    }
    return new Key(issuer, Sort.SUBJECT, subject);
  }
}
