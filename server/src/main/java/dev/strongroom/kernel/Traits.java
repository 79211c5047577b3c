package dev.strongroom.kernel;

import java.util.Map;

/// What a request says of the object it makes or changes, for conditions on roles that ask for more
/// than action and target. Names are Azure's attributes in lower case, as
/// `microsoft.authorization/roleassignments:principalid`; values are never secret.
///
/// @param ofRequest what the request wants to make
/// @param ofResource what is there already
public record Traits(Map<String, String> ofRequest, Map<String, String> ofResource) {
  /// The secret that a request is about, where its target is the vault.
  public static final String SECRET_NAME = "microsoft.keyvault/vaults/secrets:name";

  public static final Traits NONE = new Traits(Map.of(), Map.of());

  public static Traits ofRequest(Map<String, String> traits) {
    return new Traits(traits, Map.of());
  }

  public static Traits ofResource(Map<String, String> traits) {
    return new Traits(Map.of(), traits);
  }
}
