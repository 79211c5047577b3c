package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Tx;
import dev.strongroom.managedhsm.BackupPlace;
import dev.strongroom.managedhsm.HsmJob;
import dev.strongroom.managedhsm.HsmJobStore;
import dev.strongroom.model.VaultId;
import java.util.List;
import java.util.Optional;

/// Backups and restores of managed HSMs in SQL; asked for so rarely that nothing is cached.
public final class HsmJobSql implements HsmJobStore {
  private static final String SELECT =
      """
      SELECT hsm_id, id, kind, container, folder, key_name, started, alive, ended, failure
      FROM hsm_job WHERE hsm_id = ?
      """;

  @Override
  public Optional<HsmJob> find(Tx tx, VaultId hsm, String id) {
    return SqlTx.of(tx).one(SELECT + " AND id = ?", HsmJobSql::read, hsm.toString(), id);
  }

  @Override
  public List<HsmJob> latest(Tx tx, VaultId hsm) {
    return SqlTx.of(tx)
        .all(
            SELECT + " ORDER BY started DESC, id LIMIT ?",
            HsmJobSql::read,
            hsm.toString(),
            MAX_REMEMBERED);
  }

  @Override
  public void insert(Tx tx, Approved<HsmJob> approved) {
    HsmJob job = approved.value();
    SqlTx session = SqlTx.of(tx);
    session.run(
        """
        INSERT INTO hsm_job (
          hsm_id, id, kind, container, folder, key_name, started, alive, ended, failure)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        job.hsm().toString(),
        job.id(),
        job.kind().name(),
        job.place().container(),
        job.place().folder(),
        job.key(),
        job.span().started(),
        job.span().alive(),
        job.span().ended(),
        job.failure());
    session.run(
        """
        DELETE FROM hsm_job WHERE hsm_id = ? AND id NOT IN (
          SELECT id FROM hsm_job WHERE hsm_id = ? ORDER BY started DESC, id LIMIT ?)
        """,
        job.hsm().toString(),
        job.hsm().toString(),
        MAX_REMEMBERED);
  }

  @Override
  public void update(Tx tx, Approved<HsmJob> approved) {
    HsmJob job = approved.value();
    int rows =
        SqlTx.of(tx)
            .run(
                "UPDATE hsm_job SET alive = ?, ended = ?, failure = ? WHERE hsm_id = ? AND id = ?",
                job.span().alive(),
                job.span().ended(),
                job.failure(),
                job.hsm().toString(),
                job.id());
    Check.that(rows == 1, "a job that changes is there");
  }

  private static HsmJob read(Row row) {
    return new HsmJob(
        VaultId.of(row.text("hsm_id")),
        row.text("id"),
        HsmJob.Kind.valueOf(row.text("kind")),
        BackupPlace.of(row.text("container"), row.text("folder")),
        row.maybeText("key_name"),
        new HsmJob.Span(row.time("started"), row.time("alive"), row.maybeTime("ended")),
        row.maybeText("failure"));
  }
}
