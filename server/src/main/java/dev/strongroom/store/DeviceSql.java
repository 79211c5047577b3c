package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.people.DeviceSignIn;
import dev.strongroom.people.DeviceStore;
import dev.strongroom.people.Ticket;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Optional;

/// Devices that wait for their users, in SQL.
public final class DeviceSql implements DeviceStore {
  private static final String DEVICE =
      "SELECT hash, user_code, client_id, scope, expires, address, verdict, grant_id FROM"
          + " person_device ";

  @Override
  public Optional<DeviceSignIn> device(Tx tx, SecretBytes hash) {
    return SqlTx.of(tx).one(DEVICE + "WHERE hash = ?", DeviceSql::device, Ticket.stored(hash));
  }

  @Override
  public Optional<DeviceSignIn> deviceOf(Tx tx, String userCode) {
    return SqlTx.of(tx).one(DEVICE + "WHERE user_code = ?", DeviceSql::device, userCode);
  }

  @Override
  public int waiting(Tx tx) {
    return SqlTx.of(tx)
        .one("SELECT COUNT(*) AS waiting FROM person_device", row -> row.number("waiting"))
        .map(Math::toIntExact)
        .orElse(0);
  }

  @Override
  public int waitingFrom(Tx tx, String address) {
    return SqlTx.of(tx)
        .one(
            "SELECT COUNT(*) AS waiting FROM person_device WHERE address = ?",
            row -> row.number("waiting"),
            address)
        .map(Math::toIntExact)
        .orElse(0);
  }

  @Override
  public void add(Tx tx, Approved<DeviceSignIn> device) {
    DeviceSignIn row = device.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO person_device
              (hash, user_code, client_id, scope, expires, address, verdict, grant_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            row.digest(),
            row.userCode(),
            row.client().toString(),
            row.scope(),
            row.expires(),
            row.address(),
            row.verdict().name(),
            row.grant().map(CredentialId::toString));
  }

  @Override
  public void update(Tx tx, Approved<DeviceSignIn> device) {
    DeviceSignIn row = device.value();
    SqlTx.of(tx)
        .run(
            "UPDATE person_device SET verdict = ?, grant_id = ? WHERE hash = ?",
            row.verdict().name(),
            row.grant().map(CredentialId::toString),
            row.digest());
  }

  @Override
  public void delete(Tx tx, Approved<DeviceSignIn> device) {
    SqlTx.of(tx).run("DELETE FROM person_device WHERE hash = ?", device.value().digest());
  }

  @Override
  public int deleteDevicesBefore(Tx tx, Instant now) {
    return SqlTx.of(tx).run("DELETE FROM person_device WHERE expires <= ?", now);
  }

  private static DeviceSignIn device(Row row) {
    return new DeviceSignIn(
        SecretBytes.owning(row.bytes("hash")),
        row.text("user_code"),
        AppId.of(row.text("client_id")),
        row.text("scope"),
        row.time("expires"),
        row.text("address"),
        DeviceSignIn.Verdict.valueOf(row.text("verdict")),
        row.maybeText("grant_id").map(CredentialId::of));
  }
}
