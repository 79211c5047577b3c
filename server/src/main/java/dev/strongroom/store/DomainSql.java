package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.managedhsm.DomainStore;
import dev.strongroom.model.VaultId;
import dev.strongroom.sealing.Sealed;
import java.util.Optional;

/// Security domains in SQL; asked for so rarely that nothing is cached.
public final class DomainSql implements DomainStore {
  @Override
  public Optional<Kept> find(Tx tx, VaultId hsm) {
    return SqlTx.of(tx)
        .one(
            """
            SELECT domain_key_version, domain_key, transfer_key_version, transfer_key,
              transfer_certificate
            FROM security_domain WHERE hsm_id = ?
            """,
            row ->
                new Kept(
                    hsm,
                    sealed(row, "domain_key"),
                    sealed(row, "transfer_key")
                        .map(key -> new Transfer(key, row.bytes("transfer_certificate")))),
            hsm.toString());
  }

  @Override
  public void save(Tx tx, Approved<Kept> approved) {
    Kept kept = approved.value();
    Optional<Sealed> transfer = kept.transfer().map(Transfer::key);
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO security_domain (hsm_id, domain_key_version, domain_key,
              transfer_key_version, transfer_key, transfer_certificate)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (hsm_id) DO UPDATE SET
              domain_key_version = excluded.domain_key_version, domain_key = excluded.domain_key,
              transfer_key_version = excluded.transfer_key_version,
              transfer_key = excluded.transfer_key,
              transfer_certificate = excluded.transfer_certificate
            """,
            kept.hsm().toString(),
            kept.domainKey().map(Sealed::keyVersion),
            kept.domainKey().map(Sealed::bytes),
            transfer.map(Sealed::keyVersion),
            transfer.map(Sealed::bytes),
            kept.transfer().map(Transfer::certificate));
  }

  private static Optional<Sealed> sealed(Row row, String column) {
    return row.maybeBytes(column)
        .map(bytes -> new Sealed(Math.toIntExact(row.number(column + "_version")), bytes));
  }
}
