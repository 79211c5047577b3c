package dev.strongroom.access;

import dev.strongroom.condition.Attribute;
import dev.strongroom.condition.Attribute.Source;
import dev.strongroom.condition.Type;
import dev.strongroom.condition.Value;
import dev.strongroom.condition.Vocabulary;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The attributes that requests to this server have. A condition with another could never be met,
/// so it is refused when it is written.
final class Attributes implements Vocabulary {
  static final Attributes KNOWN = new Attributes();

  static final Attribute VAULT_NAME =
      Attribute.of(Source.RESOURCE, "Microsoft.KeyVault/vaults:name");
  static final Attribute SECRET_NAME =
      Attribute.of(Source.RESOURCE, "Microsoft.KeyVault/vaults/secrets:name");

  /// The name of a secret that may not be there yet: set and restore.
  static final Attribute SECRET_NAME_ASKED =
      Attribute.of(Source.REQUEST, "Microsoft.KeyVault/vaults/secrets:name");

  static final Attribute NOW = Attribute.of(Source.ENVIRONMENT, "UtcNow");

  private static final String ASSIGNMENTS = "Microsoft.Authorization/roleAssignments:";
  static final String ROLE = trait("RoleDefinitionId");
  static final String PRINCIPAL = trait("PrincipalId");
  static final String PRINCIPAL_TYPE = trait("PrincipalType");

  private static final Map<Attribute, Type> TYPES =
      Map.of(
          VAULT_NAME,
          Type.TEXT,
          SECRET_NAME,
          Type.TEXT,
          SECRET_NAME_ASKED,
          Type.TEXT,
          NOW,
          Type.DATE,
          Attribute.of(Source.REQUEST, ROLE),
          Type.GUID,
          Attribute.of(Source.RESOURCE, ROLE),
          Type.GUID,
          Attribute.of(Source.REQUEST, PRINCIPAL),
          Type.GUID,
          Attribute.of(Source.RESOURCE, PRINCIPAL),
          Type.GUID,
          Attribute.of(Source.REQUEST, PRINCIPAL_TYPE),
          Type.TEXT,
          Attribute.of(Source.RESOURCE, PRINCIPAL_TYPE),
          Type.TEXT);

  private Attributes() {}

  @Override
  public boolean knows(Attribute attribute) {
    return TYPES.containsKey(attribute);
  }

  @Override
  public Optional<Type> typeOf(Attribute attribute) {
    return Optional.ofNullable(TYPES.get(attribute));
  }

  /// A trait's text as a value of its attribute.
  static Value value(Attribute attribute, String text) {
    return TYPES.get(attribute) == Type.GUID
        ? new Value.Id(UUID.fromString(text))
        : new Value.Text(text);
  }

  private static String trait(String name) {
    return Attribute.of(Source.REQUEST, ASSIGNMENTS + name).canonical();
  }
}
