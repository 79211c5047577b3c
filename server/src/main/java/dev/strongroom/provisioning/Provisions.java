package dev.strongroom.provisioning;

import dev.strongroom.model.PrincipalId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All provisioned objects at one moment, found by id and by client. Immutable.
public final class Provisions {
  private final Map<PrincipalId, Provisioned> byId = new HashMap<>();
  private final Map<PrincipalId, List<Provisioned>> byClient = new HashMap<>();

  /// @param rows in the order in which they are listed
  public Provisions(List<Provisioned> rows) {
    for (Provisioned row : rows) {
      byId.put(row.id(), row);
      byClient.computeIfAbsent(row.client(), _ -> new ArrayList<>()).add(row);
    }
  }

  /// The object, if this client keeps it.
  public Optional<Provisioned> find(PrincipalId client, PrincipalId id) {
    return Optional.ofNullable(byId.get(id)).filter(found -> found.client().equals(client));
  }

  public List<Provisioned> of(PrincipalId client) {
    return byClient.getOrDefault(client, List.of());
  }
}
