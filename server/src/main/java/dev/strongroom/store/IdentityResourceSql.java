package dev.strongroom.store;

import dev.strongroom.identity.IdentityResource;
import dev.strongroom.identity.IdentityResourceStore;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Location and tags of user-assigned identities in SQL, read as a whole. [DirectorySql] deletes
/// them with their principal.
public final class IdentityResourceSql implements IdentityResourceStore {
  private static final String GENERATION = "directory";

  private final Snapshot<Map<PrincipalId, Place>> snapshot =
      new Snapshot<>(GENERATION, IdentityResourceSql::load);

  private record Entry(PrincipalId identity, Place place) {}

  @Override
  public Optional<Place> place(Tx tx, PrincipalId identity) {
    return Optional.ofNullable(snapshot.get(tx).get(identity));
  }

  @Override
  public void save(Tx tx, Approved<IdentityResource> resource) {
    IdentityResource row = resource.value();
    SqlTx session = SqlTx.of(tx);
    session.run(
        """
        INSERT INTO identity_resource (principal_id, location, tags) VALUES (?, ?, ?)
        ON CONFLICT (principal_id) DO UPDATE SET location = excluded.location, tags = excluded.tags
        """,
        row.identity().id().toString(),
        row.location(),
        TagsText.write(row.tags()));
    session.bump(GENERATION);
  }

  private static Map<PrincipalId, Place> load(SqlTx session) {
    Map<PrincipalId, Place> places = new HashMap<>();
    session
        .all(
            "SELECT principal_id, location, tags FROM identity_resource",
            IdentityResourceSql::entry)
        .forEach(entry -> places.put(entry.identity(), entry.place()));
    return Map.copyOf(places);
  }

  private static Entry entry(Row row) {
    return new Entry(
        PrincipalId.of(row.text("principal_id")),
        new Place(row.text("location"), TagsText.read(row.text("tags"))));
  }
}
