package dev.strongroom.provisioning;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.PrincipalId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// That a principal is kept here by a provisioning client.
///
/// @param client the principal of the application that made it
/// @param externalId what the client calls it
public record Provisioned(
    PrincipalId id,
    PrincipalId client,
    Optional<String> externalId,
    Person person,
    Instant created,
    Instant modified)
    implements Governed {
  Provisioned with(Optional<String> name, Person now, Instant when) {
    return new Provisioned(id, client, name, now, created, when);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("id", id.toString(), "client", client.toString());
  }
}
