package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.provisioning.Person;
import dev.strongroom.provisioning.Provisioned;
import dev.strongroom.provisioning.ProvisioningStore;
import dev.strongroom.provisioning.Provisions;
import java.util.Optional;

/// Which principals provisioning clients keep, read as a whole. [DirectorySql] deletes the rows
/// with their principal.
public final class ProvisioningSql implements ProvisioningStore {
  private static final String GENERATION = "directory";

  private final Snapshot<Provisions> snapshot = new Snapshot<>(GENERATION, ProvisioningSql::load);

  @Override
  public Provisions provisions(Tx tx) {
    return snapshot.get(tx);
  }

  @Override
  public void put(Tx tx, Approved<Provisioned> provisioned) {
    Provisioned row = provisioned.value();
    SqlTx session = SqlTx.of(tx);
    session.run(
        """
        INSERT INTO directory_provisioned
          (principal_id, client_id, external_id, given_name, family_name, email, email_type,
           created, modified)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (principal_id) DO UPDATE SET
          external_id = excluded.external_id, given_name = excluded.given_name,
          family_name = excluded.family_name, email = excluded.email,
          email_type = excluded.email_type, modified = excluded.modified
        """,
        row.id().toString(),
        row.client().toString(),
        row.externalId(),
        row.person().givenName(),
        row.person().familyName(),
        row.person().email().map(Person.Email::address),
        row.person().email().map(Person.Email::type),
        row.created(),
        row.modified());
    session.bump(GENERATION);
  }

  private static Provisions load(SqlTx session) {
    return new Provisions(
        session.all(
            """
            SELECT principal_id, client_id, external_id, given_name, family_name, email, email_type,
                   created, modified
            FROM directory_provisioned ORDER BY created, principal_id
            """,
            ProvisioningSql::row));
  }

  private static Provisioned row(Row row) {
    Optional<Person.Email> email =
        row.maybeText("email").map(address -> new Person.Email(address, row.text("email_type")));
    return new Provisioned(
        PrincipalId.of(row.text("principal_id")),
        PrincipalId.of(row.text("client_id")),
        row.maybeText("external_id"),
        new Person(row.maybeText("given_name"), row.maybeText("family_name"), email),
        row.time("created"),
        row.time("modified"));
  }
}
