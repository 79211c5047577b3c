package dev.strongroom.objects;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.TenantId;
import dev.strongroom.sealing.Backups;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.Tampered;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// How backups of one kind of object are packed into a blob that only servers with the same keys
/// can open:
///
/// ```
/// "strongroom backup 1\n" | sealed( format | tenant | name | n | n × (properties | value) | besides )
/// ```
///
/// `format` says which kind's fields follow, so that a key is not restored as a secret, nor a key
/// of a managed HSM into a vault.
public record BackupFormat<P extends ObjectProperties, X>(
    ObjectKind kind, Fields<P> properties, Besides<X> besides, boolean ofHsm) {
  /// A backup must fit, as base64, into the body of the request that restores it: the listener
  /// takes 1 MiB.
  public static final int MAX_BYTES = 750_000;

  private static final int OF_HSM = 100;

  /// Of a vault.
  public BackupFormat(ObjectKind kind, Fields<P> properties, Besides<X> besides) {
    this(kind, properties, besides, false);
  }

  /// The fields of one version.
  public interface Fields<P> {
    void write(BackupOut out, P properties);

    P read(BackupIn in, ObjectName name);
  }

  /// What belongs to the object as a whole.
  public interface Besides<X> {
    void write(BackupOut out, X besides);

    X read(BackupIn in);
  }

  /// Where a kind keeps nothing besides its versions.
  public record Nothing() {}

  public static Besides<Nothing> nothing() {
    return new Besides<>() {
      @Override
      public void write(BackupOut out, Nothing besides) {}

      @Override
      public Nothing read(BackupIn in) {
        return new Nothing();
      }
    };
  }

  private static final class Size implements BackupOut {
    private long total;

    @Override
    public void number(int value) {
      total += Integer.BYTES;
    }

    @Override
    public void time(long value) {
      total += Long.BYTES;
    }

    @Override
    public void bytes(byte[] value) {
      total += Integer.BYTES + value.length;
    }
  }

  private record Writer(ByteBuffer buffer) implements BackupOut {
    @Override
    public void number(int value) {
      buffer.putInt(value);
    }

    @Override
    public void time(long value) {
      buffer.putLong(value);
    }

    @Override
    public void bytes(byte[] value) {
      buffer.putInt(value.length).put(value);
    }
  }

  /// Refuses what would be too large to be restored.
  public byte[] pack(Backups blobs, Backup<P, X> backup) {
    Size size = new Size();
    write(size, backup);
    if (size.total > MAX_BYTES) {
      throw new Problem.Malformed(
              "The "
                  + kind.word()
                  + " cannot be backed up: it is larger than "
                  + MAX_BYTES
                  + " bytes.")
          .asException();
    }
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size.total));
    write(new Writer(buffer), backup);
    try (SecretBytes plain = SecretBytes.owning(buffer.array())) {
      return blobs.seal(plain);
    }
  }

  /// Refuses a blob that was not made here, was changed, or holds another kind of object.
  public Backup<P, X> unpack(Backups blobs, byte[] blob) {
    try (SecretBytes plain = blobs.open(blob)) {
      BackupIn in = new BackupIn(plain);
      if (in.number() != number()) {
        throw refused("The backup blob holds another kind of object.");
      }
      return read(in);
    } catch (Tampered notOurs) {
      throw refused("The backup blob was not made by this server, or it was changed.");
    }
  }

  private int number() {
    int number =
        switch (kind) {
          case SECRET -> 1;
          case KEY -> 2;
          case CERTIFICATE -> 3;
        };
    return ofHsm ? number + OF_HSM : number;
  }

  private void write(BackupOut out, Backup<P, X> backup) {
    out.number(number());
    out.tenant(backup.tenant());
    out.name(backup.name());
    out.number(backup.versions().size());
    for (OpenedVersion<P> version : backup.versions()) {
      properties.write(out, version.properties());
      out.secret(version.value());
    }
    besides.write(out, backup.besides());
  }

  private Backup<P, X> read(BackupIn in) {
    TenantId tenant = in.tenant();
    ObjectName name = in.name();
    int count = in.number();
    List<OpenedVersion<P>> versions = new ArrayList<>();
    for (int i = 0; i < count; i += 1) {
      versions.add(new OpenedVersion<>(properties.read(in, name), in.secret()));
    }
    return new Backup<>(tenant, versions, besides.read(in));
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
